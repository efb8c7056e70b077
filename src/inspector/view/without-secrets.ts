/** How much of a secret is left, so that two of them can be told apart. */
const SHOWN = 6

/** Signatures, tickets and tokens as JSON fields, and the codes and tokens that a login leaves in a URL. */
const SECRETS: readonly RegExp[] = [
  /("(?:\w*signature|\w*sign|\w*ticket|\w*token|openid)"\s*:\s*")([^"]+)/gi,
  /([?&](?:code|state|\w*ticket|\w*token)=)([^&#\s"\\]+)/gi,
  /(\\"(?:\w*signature|\w*sign|\w*ticket|\w*token|openid)\\"\s*:\s*\\")([^"\\]+)/gi,
]

/** Cuts what a report should not hold. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce(
    (rest, secret) =>
      rest.replace(secret, (_, before: string, value: string) =>
        value.length > SHOWN ? `${before}${value.slice(0, SHOWN)}…` : before + value,
      ),
    text,
  )
}
