/** A signature for one URL, made by the server. */
export interface Signature {
  /** AppID of the account. */
  appId: string
  /** When the server signed, in seconds since 1970. */
  timestamp: number | string
  /** The random text that was signed. */
  nonceStr: string
  /** SHA-1 of ticket, nonceStr, timestamp and URL, as 40 hexadecimal digits. */
  signature: string
}

/** The fields that the vendor's script adds to every call. */
export function credentialFields({
  appId,
  timestamp,
  nonceStr,
  signature,
}: Signature): Record<string, string> {
  return {
    appId,
    verifyAppId: appId,
    verifySignType: 'sha1',
    verifyTimestamp: String(timestamp),
    verifyNonceStr: nonceStr,
    verifySignature: signature,
  }
}
