import { cardSignature } from '../../server/index.js'
import { APP_ID, requiredAppId } from '../cli/account-inputs.js'
import type { Command, CommandContext } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import type { Text } from '../cli/text.js'
import { CARD_TICKET, required, TICKET_FILE, variable } from '../sign/inputs.js'
import { reportVerdict } from './verdict.js'

export const verifyCard: Command = {
  name: 'verify card',
  summary: {
    en: 'Verifies cardExt of wx.addCard, or cardSign of wx.chooseCard, offline.',
    zh: '离线校验 wx.addCard 的 cardExt，或 wx.chooseCard 的 cardSign。',
  },
  options: {
    'card-id': { value: 'ID', text: { en: 'the card', zh: '卡券 ID' } },
    'card-ext': { value: 'JSON', text: { en: 'cardExt as the page gets it', zh: '页面拿到的 cardExt' } },
    'card-sign': { value: 'HEX', text: { en: 'cardSign of wx.chooseCard', zh: 'wx.chooseCard 的 cardSign' } },
    timestamp: { value: 'SECONDS', text: { en: 'with --card-sign', zh: '与 --card-sign 一起使用' } },
    nonce: { value: 'TEXT', text: { en: 'with --card-sign', zh: '与 --card-sign 一起使用' } },
    'shop-id': { value: 'ID', text: { en: 'with --card-sign', zh: '与 --card-sign 一起使用' } },
    'card-type': { value: 'TYPE', text: { en: 'with --card-sign', zh: '与 --card-sign 一起使用' } },
    'app-id': APP_ID,
    'ticket-file': TICKET_FILE,
  },
  environment: {
    ...variable(CARD_TICKET),
    WX_APP_ID: { en: 'signed in cardSign', zh: 'cardSign 中参与签名' },
  },
  examples: [
    {
      run: `wx-ready verify card --card-id pjZ8Yt1XGILfi-FUsewpnnolGgZk --card-ext '{"code":"1434008071","timestamp":"1404896688","nonce_str":"123","signature":"f137…"}'`,
      text: { en: 'cardExt; asks for the ticket', zh: '校验 cardExt；会询问 ticket' },
    },
    {
      run: 'wx-ready verify card --card-sign 6b81… --timestamp 1404896688 --nonce 123 --app-id wx… --ticket-file card-ticket.txt',
      text: { en: 'cardSign', zh: '校验 cardSign' },
    },
  ],
  async run(context) {
    const { signature, signed, unsigned } = context.options.flag('card-sign')
      ? readCardSign(context)
      : readCardExt(context)
    const ticket = await context.secret(CARD_TICKET)
    const expected = cardSignature([ticket, ...Object.values(signed)])
    if (expected === signature) return reportVerdict(context, { ok: true, mistakes: [], texts: [] })
    const found = findSigned({ ticket, ...signed }, unsigned, signature)
    return reportVerdict(context, {
      ok: false,
      mistakes: found
        ? [...found.missing.map(each => `${each}-not-signed`), ...found.extra.map(each => `${each}-signed`)]
        : [],
      texts: found ? explainFields(found) : [UNKNOWN],
      values: { expected },
    })
  },
}

interface SignedCard {
  signature: string
  /** The values to sign, by name. */
  signed: Record<string, string>
  /** Values that must not be signed. */
  unsigned: Record<string, string>
}

function readCardExt({ options }: CommandContext): SignedCard {
  const cardId = required(options, 'card-id')
  const ext = parseObject(required(options, 'card-ext'))
  const { signature, code, openid, timestamp, nonce_str, ...unsigned } = ext
  return {
    signature: String(signature ?? '').toLowerCase(),
    signed: texts({ card_id: cardId, code, openid, timestamp, nonce_str }),
    unsigned: texts(unsigned),
  }
}

function readCardSign(context: CommandContext): SignedCard {
  const { options } = context
  return {
    signature: required(options, 'card-sign').toLowerCase(),
    signed: texts({
      app_id: requiredAppId(context),
      timestamp: required(options, 'timestamp'),
      nonce_str: required(options, 'nonce'),
      card_id: options.text('card-id'),
      card_type: options.text('card-type'),
      location_id: options.text('shop-id'),
    }),
    unsigned: { sign_type: 'SHA1' },
  }
}

/** @throws {CommandError} for anything but a JSON object */
function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Reported below.
  }
  throw new CommandError({ en: '--card-ext must be a JSON object.', zh: '--card-ext 必须是 JSON 对象。' })
}

function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => [name, String(value)]),
  )
}

interface SignedFields {
  missing: readonly string[]
  extra: readonly string[]
}

/** Tries every choice of fields: there are at most some hundred. */
function findSigned(
  signed: Record<string, string>,
  unsigned: Record<string, string>,
  signature: string,
): SignedFields | undefined {
  const all = Object.entries({ ...unsigned, ...signed }).slice(-12)
  for (let choice = 1; choice < 2 ** all.length; choice += 1) {
    const chosen = all.filter((_, index) => choice & (2 ** index))
    if (cardSignature(chosen.map(([, value]) => value)) !== signature) continue
    const names = chosen.map(([name]) => name)
    return {
      missing: Object.keys(signed).filter(name => !names.includes(name)),
      extra: names.filter(name => !(name in signed)),
    }
  }
  return undefined
}

function explainFields({ missing, extra }: SignedFields): Text[] {
  return [
    ...missing.map(name => ({ en: `${name} was not signed.`, zh: `${name} 没有参与签名。` })),
    ...extra.map(name => ({
      en: `${name} was signed, and must not be.`,
      zh: `${name} 参与了签名，但不应该参与。`,
    })),
  ]
}

const UNKNOWN: Text = {
  en: 'Check that the ticket is of type wx_card and current, and that the values are sorted by code unit, not by locale.',
  zh: '确认用的是 type=wx_card 的最新 ticket，并且按字符编码排序，而不是按语言习惯排序。',
}
