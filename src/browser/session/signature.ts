/** A signature for one URL, made by the server. */
export interface Signature {
  appId: string
  /** In seconds. */
  timestamp: number | string
  nonceStr: string
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
