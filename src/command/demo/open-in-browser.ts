import { spawn } from 'node:child_process'
import process from 'node:process'

/** By platform: the program that opens a URL, and its arguments before the URL. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens a URL without a shell. @param onFailure called if there is no browser, as on a server */
export function openInBrowser(url: string, onFailure: () => void): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  opener.on('error', onFailure)
  opener.on('exit', code => {
    if (code) onFailure()
  })
  // The command does not wait for the browser.
  opener.unref()
}
