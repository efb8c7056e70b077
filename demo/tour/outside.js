/** What happens in another browser: a frame has the browser's own user agent, and no simulator. */
import { h } from '../common/dom.js'

/** Rejects with the error that the page in the frame gets. */
export async function errorOutsideWeChat() {
  const frame = h('iframe', { src: '/demo/tour/outside.html', hidden: true, title: '' })
  document.body.append(frame)
  try {
    const { data } = await new Promise(resolve => {
      const listener = event => {
        if (event.source !== frame.contentWindow) return
        removeEventListener('message', listener)
        resolve(event)
      }
      addEventListener('message', listener)
    })
    throw Object.assign(new Error(data.message), data)
  } finally {
    frame.remove()
  }
}
