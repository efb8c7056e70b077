/** Requests to the server of the demo. */
export const get = path => request(path, 'GET')
export const post = path => request(path, 'POST')

async function request(path, method) {
  const response = await fetch(path, { method })
  const answer = await response.json()
  if (!response.ok) throw new Error([answer.error.code, answer.error.message].filter(Boolean).join(': '))
  return answer
}
