/** Codes of a failed connection or TLS handshake: nothing of the request was sent. */
const NEVER_CONNECTED: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  // The certificate.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_CHAIN_TOO_LONG',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  // The handshake. Other codes of OpenSSL may occur later, on an established connection.
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  'ERR_SSL_TLS_ALERT_UNRECOGNIZED_NAME',
]

/** Node's message for a connection that was closed during the handshake. Its code is just ECONNRESET. */
const BEFORE_TLS = /before secure TLS connection was established/

interface SystemError {
  code?: unknown
  syscall?: unknown
  message?: unknown
  /** The error of each address that was tried. */
  errors?: unknown
}

/** Whether an error of `fetch` means that no connection was made, so that nothing was sent. */
export function isConnectFailure(error: unknown): boolean {
  const { cause } = (error ?? {}) as { cause?: unknown }
  const { code, syscall, message, errors } = (cause ?? error ?? {}) as SystemError
  if (NEVER_CONNECTED.includes(String(code))) return true
  // For example a connection that timed out or was reset before it was established.
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isConnectFailure)
  return BEFORE_TLS.test(String(message))
}
