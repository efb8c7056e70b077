import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { toNodeListener } from '../../../src/server/index.js'
import { inThisRun, requireFull } from '../full-run.mjs'
import { handler } from './handler.js'
import { mountInNext } from './next.js'
import { mountInWorker } from './worker.js'

/** A server that has the handler of handler.ts at `/wx/signature`. */
export interface Mounted {
  readonly origin: string
  close(): Promise<unknown>
}

interface Mount {
  name: string
  mount: () => Promise<Mounted>
  /** Whether it leaves `content-length` as it is. @default true */
  tellsLength?: boolean
  /** Whether a connection can be used again after a body that was not read. @default true */
  keepsConnection?: boolean
}

/** What a program writes to mount a handler in each framework. */
const ALL_MOUNTS: readonly Mount[] = [
  { name: 'node:http', mount: () => serve(listener) },
  { name: 'Express 5', mount: () => mountInExpress(express) },
  // It has the same API as far as this goes.
  { name: 'Express 4', mount: () => mountInExpress(requireFull('express-4')) },
  { name: 'Fastify', mount: mountInFastify },
  { name: 'Koa', mount: mountInKoa },
  { name: 'Hono', mount: mountInHono },
  // workerd closes it after a body that nobody has read, whatever the worker.
  { name: 'a Worker', mount: mountInWorker, keepsConnection: false },
  // Next may compress any answer, and so says of none how long it is.
  { name: 'Next', mount: mountInNext, tellsLength: false },
]

export const MOUNTS: readonly Mount[] = inThisRun(ALL_MOUNTS, ({ name }) =>
  ['node:http', 'Express 5'].includes(name),
)

/** Mistakes of the account are part of the tests: nobody need read of them. */
const quiet = () => {}
const listener = toNodeListener(handler, quiet)

async function serve(listen: RequestListener): Promise<Mounted> {
  const server = createServer(listen)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}

function mountInExpress(framework: typeof express): Promise<Mounted> {
  const app = framework()
  app.use('/wx/signature', listener)
  return serve(app)
}

/** As much of Fastify as is used: its types are not installed by default. */
type Fastify = (options: object) => {
  all(
    path: string,
    handle: (request: { raw: IncomingMessage }, reply: { raw: ServerResponse; hijack(): void }) => unknown,
  ): void
  listen(options: object): Promise<string>
  close(): Promise<unknown>
}

async function mountInFastify(): Promise<Mounted> {
  const fastify: Fastify = requireFull('fastify')
  const app = fastify({ forceCloseConnections: true })
  app.all('/wx/signature', (request, reply) => {
    reply.hijack()
    return listener(request.raw, reply.raw)
  })
  return { origin: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() }
}

/** Of Koa, whose types come apart from it and do not fit. */
type KoaConstructor = new () => {
  use(middleware: (context: { req: IncomingMessage; res: ServerResponse; respond: boolean }) => unknown): void
  callback(): RequestListener
}

function mountInKoa(): Promise<Mounted> {
  const Koa: KoaConstructor = requireFull('koa')
  const app = new Koa()
  app.use(context => {
    context.respond = false
    return listener(context.req, context.res)
  })
  return serve(app.callback())
}

/** As much of Hono as is used. */
interface HonoModule {
  Hono: new () => {
    all(path: string, handle: (context: { req: { raw: Request } }) => Promise<Response>): void
    onError(
      handle: (error: Error, context: { text(body: string, status: number): Response }) => Response,
    ): void
    fetch(request: Request): Response | Promise<Response>
  }
}

function mountInHono(): Promise<Mounted> {
  const { Hono }: HonoModule = requireFull('hono')
  const app = new Hono()
  app.all('/wx/signature', context => handler(context.req.raw))
  app.onError((_error, context) => context.text('', 500))
  return serve(toNodeListener(app.fetch))
}
