import { createCardExt, createCardSign } from '../../server/sign/card.js'
import { APP_ID, requiredAppId } from '../cli/account-inputs.js'
import type { Command, OptionValues } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { EXIT } from '../cli/exit-codes.js'
import { CARD_TICKET, required, TICKET_FILE, variable, withUsageErrors } from './inputs.js'

export const signCard: Command = {
  name: 'sign card',
  summary: {
    en: 'Signs a card for wx.addCard, or a filter for wx.chooseCard, offline.',
    zh: '离线计算卡券签名：wx.addCard 的 cardExt，或 wx.chooseCard 的 cardSign。',
  },
  options: {
    'card-id': { value: 'ID', text: { en: 'the card', zh: '卡券 ID' } },
    code: { value: 'CODE', text: { en: 'its code, with use_custom_code', zh: '指定的卡券 code' } },
    openid: { value: 'OPENID', text: { en: 'the only user, with bind_openid', zh: '指定领取者的 openid' } },
    'outer-id': { value: 'INTEGER', text: { en: 'scene value; not signed', zh: '领取场景值，不参与签名' } },
    'outer-str': { value: 'TEXT', text: { en: 'channel; not signed', zh: '领取渠道，不参与签名' } },
    choose: { text: { en: 'sign a filter for wx.chooseCard', zh: '计算 wx.chooseCard 的签名' } },
    'shop-id': { value: 'ID', text: { en: 'with --choose', zh: '与 --choose 一起使用' } },
    'card-type': { value: 'TYPE', text: { en: 'with --choose', zh: '与 --choose 一起使用' } },
    'app-id': APP_ID,
    'ticket-file': TICKET_FILE,
  },
  environment: {
    ...variable(CARD_TICKET),
    WX_APP_ID: { en: 'signed with --choose', zh: '使用 --choose 时参与签名' },
  },
  examples: [
    {
      run: 'wx-ready sign card --card-id pjZ8Yt1XGILfi-FUsewpnnolGgZk',
      text: { en: 'cardExt; asks for the ticket', zh: '生成 cardExt；会询问 ticket' },
    },
    {
      run: 'wx-ready sign card --choose --card-type GROUPON --app-id wx… --ticket-file card-ticket.txt',
      text: { en: 'what wx.chooseCard takes', zh: 'wx.chooseCard 的参数' },
    },
  ],
  async run(context) {
    const { options, io } = context
    const choose = options.flag('choose')
    refuseOthers(
      options,
      choose ? ['code', 'openid', 'outer-id', 'outer-str'] : ['shop-id', 'card-type'],
      choose,
    )
    const cardId = choose ? options.text('card-id') : required(options, 'card-id')
    const appId = choose ? requiredAppId(context) : ''
    const ticket = await context.secret(CARD_TICKET)
    const outerId = options.text('outer-id')
    const signed = await withUsageErrors(() =>
      choose
        ? createCardSign(ticket, appId, {
            cardId,
            shopId: options.text('shop-id'),
            cardType: options.text('card-type'),
          })
        : {
            cardId,
            cardExt: createCardExt(ticket, {
              cardId: cardId as string,
              code: options.text('code'),
              openid: options.text('openid'),
              outer_str: options.text('outer-str'),
              ...(outerId !== undefined && { outer_id: toInteger(outerId) }),
            }),
          },
    )
    io.out(`${JSON.stringify(signed, null, 2)}\n`)
    return EXIT.ok
  },
}

function refuseOthers(options: OptionValues, names: readonly string[], choose: boolean): void {
  const given = names.find(name => options.flag(name))
  if (given === undefined) return
  throw new CommandError(
    choose
      ? { en: `--${given} has no meaning with --choose.`, zh: `--choose 时不能使用 --${given}。` }
      : { en: `--${given} needs --choose.`, zh: `--${given} 需要和 --choose 一起使用。` },
  )
}

/** @throws {TypeError} for anything else, as `createCardExt` does */
function toInteger(text: string): bigint {
  if (/^\d{1,60}$/.test(text)) return BigInt(text)
  throw new TypeError('cardExt: outer_id must be an integer of at most 60 digits')
}
