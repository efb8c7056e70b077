/** A response or an event, as the client sends it. */
export interface BridgeAnswer {
  /** The status: `<api>:ok`, `<api>:cancel` or `<api>:fail…`. `<api>` may be the client's own spelling of the name. */
  err_msg?: string | undefined
  /** The same. A client sends one of the two. */
  errMsg?: string | undefined
  [field: string]: unknown
}

/**
 * The object that the client injects into the page as `WeixinJSBridge`. The document receives a `WeixinJSBridgeReady` event
 * once it is available, which may be after the page's scripts ran. It uses the client's API names and its raw responses.
 */
export interface WeixinJSBridge {
  /** Calls an API by the client's name. An API that requires a verified page also needs the fields of the signature. */
  invoke(clientApi: string, parameters: object, callback?: (answer: BridgeAnswer) => void): void
  /** Listens for an event. The client keeps one callback for each event: the last one. */
  on(clientEvent: string, callback: (event: BridgeAnswer) => void): void
  /** Sends a command that has no response, such as `hideToolbar`. */
  call(clientApi: string, parameters?: object): void
}
