/** What a phone sent. */
export interface ProbeResult {
  readonly userAgent: string
  readonly steps: readonly { readonly name: string; readonly answer: unknown; readonly ms: number }[]
}

/** What the steps mean, for people and for `report`. */
export interface Conclusions {
  /** The URL that the client checks after `pushState`. */
  readonly checkedUrl: 'landing' | 'current' | 'both' | 'none'
  /** The URL that the client named after a wrong signature. */
  readonly realAuthUrl: string | undefined
  readonly signatureCanBeReused: boolean
  /** Whether permissions outlive a change of the URL. */
  readonly permittedAfterPushState: boolean
  /** WeChat's wordings, by step. */
  readonly wordings: Readonly<Record<string, string>>
  /** What `checkJsApi` lists as supported. */
  readonly supported: readonly string[]
}

export function conclude({ steps }: ProbeResult): Conclusions {
  const answer = (name: string) =>
    Object(steps.find(step => step.name === name)?.answer) as Record<string, unknown>
  const isOk = (name: string) => /:ok$|^ok$/i.test(wordingOf(answer(name)))
  const [landing, current] = [isOk('landing URL after pushState'), isOk('current URL after pushState')]
  return {
    checkedUrl: landing ? (current ? 'both' : 'landing') : current ? 'current' : 'none',
    realAuthUrl: textOf(answer('wrong signature').realAuthUrl),
    signatureCanBeReused: isOk('same signature again'),
    permittedAfterPushState: isOk('listed API after pushState'),
    wordings: Object.fromEntries(steps.map(({ name }) => [name, wordingOf(answer(name))])),
    supported: supportedBy(answer('checkJsApi').checkResult),
  }
}

function wordingOf({ err_msg, errMsg }: Record<string, unknown>): string {
  return String(err_msg ?? errMsg ?? '')
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null
    ? undefined
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
}

/** An object, or its JSON text on Android. */
function supportedBy(value: unknown): string[] {
  let result: unknown = value
  try {
    if (typeof value === 'string') result = JSON.parse(value)
  } catch {
    return []
  }
  return Object.entries(Object(result) as Record<string, unknown>)
    .filter(([, supported]) => supported === true)
    .map(([name]) => name)
}
