/** The fields that the result of every API has. */
export interface BaseResult {
  /** `<api>:ok`, `<api>:cancel`, or `<api>:` and a description of the failure. `<api>` is the script's name of the API. */
  errMsg: string
}

/**
 * The callbacks that every API takes beside its own options. Exactly one of `success`, `cancel` and `fail` is called, then
 * `complete`. None is called outside WeChat, or before the client has injected its bridge.
 *
 * @see 接口调用说明
 */
export interface Callbacks<Result = BaseResult> {
  /** Called when `errMsg` ends with `:ok`. */
  success?: ((result: Result) => void) | undefined
  /** Called when `errMsg` ends with neither `:ok` nor `:cancel`. */
  fail?: ((result: BaseResult) => void) | undefined
  /** Called when the user cancelled. Neither `success` nor `fail` is called then. */
  cancel?: ((result: BaseResult) => void) | undefined
  /** Always called last. The result has the fields of a success only after a success. */
  complete?: ((result: Partial<Result> & BaseResult) => void) | undefined
}

/** The callbacks of an event. Each occurrence calls `success` (or `fail`), then `complete`. */
export interface EventCallbacks<Result = BaseResult> {
  /** Script 1.0.0 calls `fail` instead if the event has no status text. */
  success?: ((result: Result) => void) | undefined
  /** Called when the event reports a failure. */
  fail?: ((result: BaseResult) => void) | undefined
  /** Always called last. */
  complete?: ((result: Result) => void) | undefined
}

/** The callbacks of the `onMenuShare…` APIs. */
export interface MenuCallbacks<Result = BaseResult> extends Callbacks<Result> {
  /**
   * Called when the user presses the button. The client does not wait: only changes that this callback makes to the same
   * options object before it returns are shared. Changes made later, for instance in an ajax callback, are not.
   */
  trigger?: ((event: MenuEvent) => void) | undefined
}

/** The event of a pressed menu button, as the client sends it. */
export interface MenuEvent {
  /** The target that the user chose for 发送给朋友, or `'favorite'` for 收藏. */
  readonly scene?: string | undefined
  readonly [field: string]: unknown
}
