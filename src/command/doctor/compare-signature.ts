import type { Text } from '../cli/text.js'
import { diagnoseSignature, explainUrl, type SignatureDiagnosis } from '../diagnosis/diagnose.js'
import { CAUSES } from './causes.js'
import { type Finding, failed, ok, skipped } from './check.js'
import type { DoctorContext } from './context.js'
import type { Asked } from './endpoint-probe.js'
import { readFields } from './signature-fields.js'

/** Compares the signature of a response with the account's ticket, and finds out what was signed instead. */
export async function compareSignature(context: DoctorContext, asked: Asked): Promise<Finding> {
  const around = {
    hash: context.settings.hash,
    endpoint: asked.url,
    redirectedFrom: (await context.landing())?.redirectedFrom ?? [],
  }
  const echoed = compareEcho(asked, around)
  if (echoed) return echoed
  const fields = readFields(asked)
  if (!fields) return skipped({ en: 'The response has no complete signature.', zh: '响应里没有完整的签名。' })
  const { account, settings } = context
  const ticket = await account?.ticket('jsapi')
  if (!account || !ticket || 'error' in ticket)
    return skipped({
      en: 'It cannot be recomputed without the ticket of the account.',
      zh: '没有公众号的 ticket，无法重新计算。',
    })
  if (fields.appId !== account.appId)
    return failed('other-app-id', {
      en: `It belongs to ${fields.appId}, not to ${account.appId}.`,
      zh: `签名属于 ${fields.appId}，而不是 ${account.appId}。`,
    })
  const token = await account.token()
  const cardTicket = await account.ticket('wx_card')
  const diagnosis = diagnoseSignature({
    ...around,
    ...fields,
    url: asked.page,
    ticket: ticket.value,
    otherTickets: [
      ...(settings.cachedTicket ? [{ value: settings.cachedTicket, mistake: 'stale-ticket' as const }] : []),
      ...('value' in token ? [{ value: token.value, mistake: 'token-as-ticket' as const }] : []),
      ...('value' in cardTicket ? [{ value: cardTicket.value, mistake: 'card-ticket' as const }] : []),
    ],
  })
  if (!diagnosis) return failed('stale-ticket', UNEXPLAINED, await afterRefusal(context, asked, ticket.value))
  const [mistake] = diagnosis.mistakes
  if (mistake === undefined) return ok({ en: 'The signature is right.', zh: '签名正确。' })
  return failed(mistake, whatWasSigned(diagnosis, asked.page), otherMistakes(diagnosis))
}

const UNEXPLAINED: Text = {
  en: 'The signature is not made with the ticket that WeChat issues now.',
  zh: '签名用的不是微信当前签发的 ticket。',
}

/** Without a ticket, a server that returns the URL it signed can still be compared. */
function compareEcho(asked: Asked, around: Parameters<typeof explainUrl>[2]): Finding | undefined {
  const { url } = asked.fields
  if (typeof url !== 'string' || url === asked.page) return undefined
  const [mistake = 'normalized-url', ...others] = explainUrl(asked.page, url, around) ?? []
  return failed(
    mistake,
    whatWasSigned({ url }, asked.page),
    otherMistakes({ mistakes: [mistake, ...others] }),
  )
}

function whatWasSigned({ url }: Pick<SignatureDiagnosis, 'url'>, page: string): Text {
  if (url === page)
    return { en: 'The URL is right; something else was signed.', zh: 'URL 正确，其他内容有误。' }
  return {
    en: `The endpoint signed ${url} instead of ${page}.`,
    zh: `签名接口签的是 ${url}，应为 ${page}。`,
  }
}

function otherMistakes({ mistakes }: Pick<SignatureDiagnosis, 'mistakes'>): Text[] {
  return mistakes.slice(1).map(each => {
    const { title } = CAUSES[each]
    return { en: `a second mistake: ${title.en} [${each}]`, zh: `另一处错误：${title.zh} [${each}]` }
  })
}

/** Whether a server like `signatureHandler` heals itself when a page reports the refusal. */
async function afterRefusal(context: DoctorContext, asked: Asked, ticket: string): Promise<Text[]> {
  const again = await context.endpoint?.askAfterRefusal(asked.page)
  const fields = again && readFields(again)
  const healed = fields && diagnoseSignature({ ...fields, url: asked.page, ticket })?.mistakes.length === 0
  return healed
    ? [
        {
          en: 'With refused=1 the endpoint fetched a new ticket, and its signature is right now.',
          zh: '带上 refused=1 后接口获取了新的 ticket，现在签名正确。',
        },
      ]
    : []
}
