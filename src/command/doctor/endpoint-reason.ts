import { explain } from '../../explain/index.js'
import { same, type Text } from '../cli/text.js'
import type { Asked } from './endpoint-probe.js'

/** What the endpoint says about its failure: error texts at the usual places. */
export function reasonOf({ json }: Asked): Text[] {
  return textsOf(json).map(same)
}

/** What the error code of `signatureHandler`, or an errcode of WeChat in the text, means. */
export function serverCause({ json }: Asked): Text {
  const error = { code: 'SIGNATURE_FAILED', errMsg: textsOf(json).join(' '), result: json } as const
  return { en: explain(error, 'en').cause, zh: explain(error, 'zh').cause }
}

function textsOf(json: unknown): string[] {
  const { error, message, errmsg, msg } = Object(json) as Record<string, unknown>
  const { code, message: inner, hint } = Object(error) as Record<string, unknown>
  return [code, inner, hint, message, errmsg, msg, error].filter(
    (each): each is string => typeof each === 'string' && each !== '',
  )
}
