/** Cards (卡券): the server signs what the page adds, and which of its cards a user may choose from. */

/** A real account has its own cards: replace this ID by one of them. */
const CARD_ID = 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo'

export async function signCard(account) {
  const cardExt = await account.cardExt({ cardId: CARD_ID, outer_str: 'tour' })
  return Response.json({ cardId: CARD_ID, cardExt })
}

export async function signCardFilter(account) {
  return Response.json(await account.cardSign({ cardType: 'GROUPON' }))
}
