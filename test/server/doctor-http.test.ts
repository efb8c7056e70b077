import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createHttp } from '../../src/command/doctor/http.js'
import { runWxReady } from '../support/run-wx-ready.js'

const PAGE = 'http://www.example.com'

let server: Server | undefined

afterEach(() => new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve())))

/** Sends this text to each request. */
async function listen(respond: (request: string) => string): Promise<string> {
  const created = createServer(socket => {
    socket.on('error', () => {})
    socket.on('data', data => socket.write(respond(data.toString())))
  })
  server = created
  await new Promise<void>(resolve => created.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(created.address() as AddressInfo).port}`
}

it('reports a page whose server switches protocols', async () => {
  const origin = await listen(
    () => 'HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: x\r\n\r\n',
  )
  const args = ['--page', PAGE, '--connect-to', `${PAGE}=${origin}`, '--only', 'page-redirects']
  const { code, out } = await runWxReady(['doctor', ...args])
  expect(code).toBe(1)
  expect(out).toContain(`✖ page-redirects       ${PAGE}/: ECONNRESET`)
})

it('sends a path that begins with // to the other origin', async () => {
  const origin = await listen(request => {
    const [line = ''] = request.split('\r\n')
    return `HTTP/1.1 200 OK\r\ncontent-length: ${line.length}\r\nconnection: close\r\n\r\n${line}`
  })
  const http = createHttp({ connectTo: new Map([[PAGE, origin]]), timeout: 60_000 })
  const { text } = await http(`${PAGE}//other.example/a?b=//c`)
  expect(text).toBe('GET //other.example/a?b=//c HTTP/1.1')
})
