/** What every API answers. */
export interface BaseResult {
  /** `<api>:ok`, `<api>:cancel`, or `<api>:` and what is wrong, where `<api>` is the script's name for the API. */
  errMsg: string
}

/**
 * What every API takes beside its own options. Exactly one of `success`, `cancel` and `fail` is called, then `complete`.
 * Outside WeChat, and as long as the client has not injected its bridge, none is.
 *
 * @see 接口调用说明
 */
export interface Callbacks<Result = BaseResult> {
  /** `errMsg` ends in `:ok`. */
  success?: ((result: Result) => void) | undefined
  /** `errMsg` ends in neither `:ok` nor `:cancel`. */
  fail?: ((result: BaseResult) => void) | undefined
  /** The user cancelled, which neither `success` nor `fail` is told. */
  cancel?: ((result: BaseResult) => void) | undefined
  /** Comes last, whatever the answer: the fields of a success are there only after a success. */
  complete?: ((result: Partial<Result> & BaseResult) => void) | undefined
}

/** What an event takes: each occurrence calls `success` (or `fail`), then `complete`, with what the client says of it. */
export interface EventCallbacks<Result = BaseResult> {
  /** Script 1.0.0 calls `fail` in its place where the client's event has no status text; `complete` it calls always. */
  success?: ((result: Result) => void) | undefined
  fail?: ((result: BaseResult) => void) | undefined
  complete?: ((result: Result) => void) | undefined
}

/** What the APIs of the menu's buttons take. */
export interface MenuCallbacks<Result = BaseResult> extends Callbacks<Result> {
  /**
   * The user pressed the button. The client waits for nothing: what this changes in the same options object before it
   * returns is what is shared, what an ajax answer changes later is not.
   */
  trigger?: ((event: MenuEvent) => void) | undefined
}

/** The press of a button, as the client sends it. */
export interface MenuEvent {
  /** Where the user sends the page, for 发送给朋友; `'favorite'` for 收藏. */
  readonly scene?: string | undefined
  readonly [field: string]: unknown
}
