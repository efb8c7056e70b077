import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Check, failed, NO_PAGE, ok, skipped } from '../check.js'
import { HttpFailure } from '../http.js'

export const domainFile: Check = {
  name: 'domain-file',
  group: 'page',
  title: {
    en: 'the verification file MP_verify_….txt is served',
    zh: '可以访问域名校验文件 MP_verify_….txt',
  },
  slow: true,
  async run({ settings, http, landing }) {
    const file = settings.domainFile
    const at = await landing()
    if (!at) return NO_PAGE
    if (!file)
      return skipped({
        en: 'Pass --domain-file MP_verify_….txt.',
        zh: '需要 --domain-file MP_verify_….txt。',
      })
    const name = basename(file)
    // The file contains the end of its own name.
    const wanted = existsSync(file)
      ? readFileSync(file, 'utf8').trim()
      : name.replace(/^(MP|WW)_verify_/, '').replace(/\.txt$/, '')
    const url = new URL(`/${name}`, at.url).href
    try {
      const { status, text } = await http(url)
      if (status !== 200)
        return failed('domain-file-missing', { en: `${url}: HTTP ${status}`, zh: `${url}：HTTP ${status}` })
      if (text.trim() !== wanted)
        return failed('domain-file-missing', {
          en: `${url} has another content than the file of the console.`,
          zh: `${url} 的内容和后台下载的文件不同。`,
        })
      return ok({ en: `${url} is served.`, zh: `${url} 可以访问。` })
    } catch (error) {
      const code = error instanceof HttpFailure ? error.code : String(error)
      return failed('domain-file-missing', { en: `${url}: ${code}`, zh: `${url}：${code}` })
    }
  },
}
