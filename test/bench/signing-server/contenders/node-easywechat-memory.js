import * as fileCached from './node-easywechat.js'

/** With a cache in memory, which an application may give it. */
export function create(options) {
  const { app, ...made } = fileCached.create(options)
  const entries = new Map()
  app.setCache({
    async get(id) {
      const entry = entries.get(id)
      return entry && entry.until > Date.now() ? entry.value : null
    },
    async set(id, value, seconds) {
      entries.set(id, { value, until: Date.now() + seconds * 1000 })
      return true
    },
    has: async id => entries.has(id),
    delete: async id => entries.delete(id),
  })
  return made
}
