import type { AccountFacts, AccountFactsLookup } from './account-facts.js'
import type { Clock } from './clock.js'
import { landingHref } from './page-urls.js'
import type { Permissions } from './permissions.js'
import { refusalOf } from './signature-check.js'
import { findSignedUrl } from './signed-url.js'
import type { BridgeParameters, SimulatedVerification } from './simulator-types.js'

/** Verifies the page as the client does, and keeps the history. */
export interface Verifier {
  readonly history: readonly SimulatedVerification[]
  /** The account that the page was last verified for; empty if there is none. */
  readonly appId: string
  /** The domains of the account that was verified last. */
  readonly domains: readonly string[]
  verify(parameters: BridgeParameters): Promise<object>
  /** Grants what a verification asks for, without one. */
  grant(parameters: BridgeParameters): void
  reset(): void
}

export interface VerifierSettings {
  readonly clock: Clock
  readonly permissions: Permissions
  /** The URL that this client checks, without its hash. */
  checkedUrl(): string
  /** Whether a refused verification names that URL. */
  readonly tellsUrl: boolean
  readonly accountFacts: AccountFactsLookup
  /** The URLs that the page had before. */
  earlierUrls(): readonly string[]
  /** Called after open tags were granted. */
  onOpenTags(tags: readonly string[]): void
}

export function createVerifier(settings: VerifierSettings): Verifier {
  const history: SimulatedVerification[] = []
  let domains: readonly string[] = []
  let appId = ''

  const grant = (url: string, parameters: BridgeParameters) => {
    const tags = namesIn(parameters.verifyOpenTagList)
    appId = String(parameters.verifyAppId)
    settings.permissions.grant(url, [...namesIn(parameters.verifyJsApiList), ...tags])
    if (tags.length > 0) settings.onOpenTags(tags)
  }

  return {
    history,
    get appId() {
      return appId
    },
    get domains() {
      return domains
    },
    grant: parameters => grant(settings.checkedUrl(), parameters),
    async verify(parameters) {
      const url = settings.checkedUrl()
      const urls = [window.location.href, landingHref(), url]
      const facts = await lookUp(settings.accountFacts, String(parameters.verifyAppId))
      const refusal =
        facts instanceof Error ? `the simulator: ${facts.message}` : refusalOf(parameters, url, facts)
      const known: AccountFacts = facts instanceof Error ? { tickets: [] } : facts
      domains = known.domains ?? []
      history.push({
        at: settings.clock.now(),
        ok: refusal === undefined,
        refusal,
        appId: String(parameters.verifyAppId),
        checkedUrl: url,
        signedUrl:
          refusal === undefined ? url : signedUrlOf(parameters, known.tickets, urls, settings.earlierUrls()),
        ticketKnown: known.tickets.length > 0,
        jsApiList: namesIn(parameters.verifyJsApiList),
        openTagList: namesIn(parameters.verifyOpenTagList),
      })
      if (refusal !== undefined)
        return { err_msg: `preVerifyJSAPI:fail_${refusal}`, ...(settings.tellsUrl && { realAuthUrl: [url] }) }
      grant(url, parameters)
      return { err_msg: 'preVerifyJSAPI:ok' }
    },
    reset() {
      history.length = 0
    },
  }
}

async function lookUp(accountFacts: AccountFactsLookup, appId: string): Promise<AccountFacts | Error> {
  try {
    return await accountFacts(appId)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function signedUrlOf(
  { verifySignature, verifyNonceStr, verifyTimestamp }: BridgeParameters,
  tickets: readonly string[],
  urls: readonly string[],
  earlier: readonly string[],
): string | undefined {
  const signed = { nonceStr: String(verifyNonceStr), timestamp: String(verifyTimestamp) }
  return findSignedUrl(String(verifySignature), tickets, signed, urls, earlier)
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : []
}
