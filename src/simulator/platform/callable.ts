/** The methods of the platform that a page may call: none of them returns a token, a ticket or a key. */
export const CALLABLE = [
  'checkCard',
  'checkCardFilter',
  'checkPayment',
  'status',
  'fail',
  'heal',
  'advance',
  'killTicket',
  'killToken',
  'killUserTokens',
  'callFrom',
  'signIn',
  'refuseNext',
] as const

/** The name of such a method. */
export type CallableMethod = (typeof CALLABLE)[number]
