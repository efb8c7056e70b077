import { connect, type Socket } from 'node:net'
import { USER_AGENTS } from '../../../src/simulator/page/user-agents.js'
import { SITE } from './processes.js'

/** A connection that is kept, with one request under way at a time. */
export interface Connection {
  /** Asks for the signature of a URL. @param done is given the answer, head and body, when all of it is there */
  ask(url: string, done: (answer: string) => void): void
  /** Whether the server has not closed it. */
  readonly isOpen: boolean
  close(): void
}

/** Does as little as can be done for a request, so that it is the server that has the most to do. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = await connected(port)
  let waiting: ((answer: string) => void) | undefined
  let answer = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: unknown) => {
    answer += chunk
    if (!isWhole(answer)) return
    const [done, whole] = [waiting, answer]
    waiting = undefined
    answer = ''
    if (!whole.startsWith('HTTP/1.1 200 ')) throw new Error(`a signature was refused:\n${whole}`)
    done?.(whole)
  })
  socket.on('close', () => {
    if (waiting) throw new Error('a server closed a connection instead of answering')
  })
  return {
    get isOpen() {
      return socket.writable
    },
    ask(url, done) {
      waiting = done
      socket.write(`GET /wx/signature?url=${encodeURIComponent(url)} HTTP/1.1\r\n${HEADERS}\r\n`, 'latin1')
    },
    close: () => socket.destroy(),
  }
}

/** What WeChat's browser sends with a `fetch`. */
const HEADERS = Object.entries({
  host: new URL(SITE).host,
  connection: 'keep-alive',
  'user-agent': USER_AGENTS.android,
  accept: '*/*',
  'x-requested-with': 'com.tencent.mm',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
  referer: `${SITE}/`,
  'accept-encoding': 'gzip, deflate',
  'accept-language': 'zh-CN,zh;q=0.9,en-US;q=0.8,en;q=0.7',
})
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer) ?? []
  // Without a length it comes in chunks, of which the last one is empty.
  return length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= end + 4 + Number(length)
}
