/** An answer or an event, as the client sends it. */
export interface BridgeAnswer {
  /** The status: `<api>:ok`, `<api>:cancel`, `<api>:fail…`, where `<api>` may be spelt in the client's own way. */
  err_msg?: string | undefined
  /** The same; clients send the one or the other. */
  errMsg?: string | undefined
  [field: string]: unknown
}

/**
 * What the client itself puts on the page as `WeixinJSBridge`, at some time: `WeixinJSBridgeReady` fires on the document
 * when it does. Its names are the client's, and its answers are as the client words them.
 */
export interface WeixinJSBridge {
  /** Calls an API by the client's name for it. An API that needs a verified page also needs the fields of its signature. */
  invoke(clientApi: string, parameters: object, callback?: (answer: BridgeAnswer) => void): void
  /** Listens to an event. */
  on(clientEvent: string, callback: (event: BridgeAnswer) => void): void
  /** Tells the client something that is not answered, as in `hideToolbar`. */
  call(clientApi: string, parameters?: object): void
}
