/** The ticket of an account, asked for once, as one does by hand. */
export async function askTicket({ appId, secret, platform }) {
  const asked = await fetch(`${platform}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret }),
  })
  const { access_token } = await asked.json()
  const answered = await fetch(`${platform}/cgi-bin/ticket/getticket?access_token=${access_token}&type=jsapi`)
  return (await answered.json()).ticket
}
