import type { CommandContext } from '../cli/command.js'
import { withUsageErrors } from '../sign/inputs.js'
import { type AccountProbe, createAccountProbe } from './account-probe.js'
import { createCookieJar } from './cookie-jar.js'
import { type Asked, createEndpointProbe, type EndpointProbe } from './endpoint-probe.js'
import { createHttp, type HttpGet } from './http.js'
import { followRedirects, type Landing } from './landing.js'
import { type DoctorSettings, readSettings } from './settings.js'

/** What the checks share. Each request is made once, when the first check needs it. */
export interface DoctorContext {
  readonly settings: DoctorSettings
  readonly http: HttpGet
  /** `undefined` without credentials. */
  readonly account: AccountProbe | undefined
  /** How far this machine's clock is behind WeChat's, in ms. `undefined` if WeChat did not respond. */
  clockOffset(): Promise<number | undefined>
  /** The page after its redirects. `undefined` without `--page`. */
  landing(): Promise<Landing | undefined>
  /** `undefined` without `--endpoint` and `--page`. */
  readonly endpoint: EndpointProbe | undefined
  /** What the endpoint says to the URL that the page has at last. */
  asked(): Promise<Asked | undefined>
}

/**
 * @param usesAccount whether the secret may be asked for
 * @throws {CommandError} for malformed options and credentials
 */
export async function createContext(command: CommandContext, usesAccount: boolean): Promise<DoctorContext> {
  const settings = await readSettings(command, usesAccount)
  const http = createHttp(settings)
  // The endpoint gets those of the page.
  const cookies = createCookieJar()
  const { credentials } = settings
  const account =
    credentials &&
    (await withUsageErrors(() => createAccountProbe({ ...settings, ...credentials, hide: command.hide })))
  const { page, endpoint: endpointUrl } = settings
  const endpoint = endpointUrl && page ? createEndpointProbe(endpointUrl, http, cookies) : undefined
  const landing = once(async () => (page ? followRedirects(page, http, cookies) : undefined))
  return {
    settings,
    http,
    account,
    clockOffset: once(async () => {
      await account?.token()
      const offset = account?.clockOffset()
      if (offset !== undefined) return offset
      // Without credentials: any response of WeChat has the time.
      const response = await http(`${settings.platform}/`).catch(() => undefined)
      const date = Date.parse(response?.headers.date ?? '')
      return response && !Number.isNaN(date) ? date - response.at : undefined
    }),
    landing,
    endpoint,
    async asked() {
      const at = await landing()
      return at && endpoint?.ask(at.url)
    },
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined
  return () => {
    started ??= work()
    return started
  }
}
