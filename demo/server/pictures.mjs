/** Pictures that a page has uploaded: the server downloads them from WeChat. */

/** @param {Request} request `?serverId=`, the result of `wx.uploadImage` */
export async function downloadPicture(request, account) {
  const serverId = new URL(request.url).searchParams.get('serverId') ?? ''
  const { body, headers } = await account.media(serverId)
  return new Response(body, {
    headers: { 'content-type': headers.get('content-type') ?? 'image/jpeg', 'cache-control': 'no-store' },
  })
}
