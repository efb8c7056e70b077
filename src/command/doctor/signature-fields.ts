import type { Asked } from './endpoint-probe.js'

/** The four fields of a signature, all of them well-formed. */
export interface SignatureFields {
  readonly appId: string
  readonly timestamp: string
  readonly nonceStr: string
  readonly signature: string
}

/** Names that the fields of a signature wrongly have. */
const MISSPELLED: Readonly<Record<keyof SignatureFields, readonly string[]>> = {
  appId: ['appid', 'app_id', 'AppId', 'appID'],
  timestamp: ['timeStamp', 'time_stamp', 'TimeStamp', 'time'],
  nonceStr: ['noncestr', 'nonce_str', 'nonceString', 'nonce', 'NonceStr'],
  signature: ['sign', 'paySign', 'Signature', 'sig'],
}

/** What is wrong with a field. */
export interface FieldProblem {
  readonly field: keyof SignatureFields
  /** The name that it has instead. */
  readonly misspelled?: string
  /** Its value, shortened. Missing if the field is. */
  readonly value?: string
}

const FORMATS: Readonly<Record<keyof SignatureFields, RegExp>> = {
  appId: /^\w{4,64}$/,
  timestamp: /^\d{9,16}$/,
  nonceStr: /^\S{1,128}$/,
  signature: /^[0-9a-f]{40}$/i,
}

const FIELD_NAMES = Object.keys(FORMATS) as (keyof SignatureFields)[]

/** Checks the names, types and formats of the fields. */
export function fieldProblems({ fields }: Asked): FieldProblem[] {
  return FIELD_NAMES.flatMap(field => {
    const value = fields[field]
    if (value === undefined || value === null || value === '') {
      const misspelled = MISSPELLED[field].find(name => fields[name] !== undefined)
      return [{ field, ...(misspelled && { misspelled }) }]
    }
    const isRightType = typeof value === 'string' || (field === 'timestamp' && typeof value === 'number')
    return isRightType && FORMATS[field].test(String(value)) ? [] : [{ field, value: shorten(value) }]
  })
}

/** @returns `undefined` unless all fields are well-formed */
export function readFields(asked: Asked): SignatureFields | undefined {
  if (fieldProblems(asked).length > 0) return undefined
  const entries = FIELD_NAMES.map(name => [name, String(asked.fields[name])] as const)
  return Object.fromEntries(entries) as unknown as SignatureFields
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
