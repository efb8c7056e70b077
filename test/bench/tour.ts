import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { NO_OTHER_HOST, QUIET } from '../support/chromium.js'
import { findChromium } from '../support/programs.mjs'
import { type App, servePage } from './app.js'
import { type ClientOptions, installClient, type Outcome, type Ready } from './client.js'
import type { BenchServer } from './server.js'
import { signatureOf } from './signing.js'

export interface TourOptions {
  readonly rounds: number
  /** How long the client takes to verify, in ms. */
  readonly verification: number
}

/**
 * Has every contender make a page ready, `rounds` times, in a browser that nobody drives: a debugger holds up a page's
 * scripts by some milliseconds, and the longer ones more. Each page tells its outcome and goes on to the next one itself.
 *
 * @returns the rounds, in each the contenders in their order
 */
export async function tour(
  server: BenchServer,
  apps: readonly App[],
  { rounds, verification }: TourOptions,
): Promise<Ready[][]> {
  const stops = Array.from({ length: rounds }, (_, round) =>
    apps.map(app => serveStop(server, app, round, verification)),
  ).flat()
  const results = await follow(server, stops)
  return Array.from({ length: rounds }, (_, round) =>
    results.slice(round * apps.length, (round + 1) * apps.length),
  )
}

function serveStop(server: BenchServer, app: App, round: number, verification: number): string {
  const path = `tour/${verification}/${round}/${app.contender.name}`
  const url = `${server.origin}/${path}/`
  const options: ClientOptions = { verification, signatures: { [url]: signatureOf(url) } }
  const client = `<script>(${installClient})(${JSON.stringify(options)});(${reportOutcome})()</script>`
  // Another text each time: what the browser has compiled before is of no use.
  const { url: served } = servePage(server, path, {
    code: `${app.code}\n//${round}`,
    head: client + app.head,
  })
  return served
}

/** Runs in the page. */
function reportOutcome(): void {
  window.tellOutcome = async outcome => {
    const response = await fetch('/outcome', { method: 'POST', body: JSON.stringify(outcome) })
    location.replace(await response.text())
  }
  addEventListener('error', ({ message }) => window.tellOutcome({ failure: message }))
}

async function follow(server: BenchServer, stops: readonly string[]): Promise<Ready[]> {
  const results: Ready[] = []
  const folder = await mkdtemp(join(tmpdir(), 'wx-ready-tour-'))
  const browser = spawn(String(findChromium()), [
    ...QUIET,
    ...OF_ITS_OWN,
    `--user-data-dir=${folder}`,
    String(stops[0]),
  ])
  try {
    await new Promise<void>((resolve, reject) => {
      browser.on('exit', code => reject(new Error(`the browser ended with ${code}`)))
      server.onOutcome = (outcome: Outcome) => {
        const stop = stops[results.length]
        if ('failure' in outcome) reject(new Error(`${stop}: ${outcome.failure}`))
        else results.push(outcome.ready)
        const next = stops[results.length]
        if (next === undefined) resolve()
        return next ?? 'about:blank'
      }
    })
  } finally {
    server.onOutcome = undefined
    browser.removeAllListeners('exit').kill('SIGKILL')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return results
}

const OF_ITS_OWN = ['--headless=new', `--user-agent=${USER_AGENTS.android}`, ...NO_OTHER_HOST]
