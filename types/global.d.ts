/** Opt-in: the globals of a page in WeChat, and the open tags (开放标签) as elements. */
import type { WeixinJSBridge as Bridge } from './bridge.js'
import type { OpenTagAttributes, OpenTagElement, WeixinOpenTagsError } from './open-tags.js'
import type { JWeixin } from './wx.js'

declare global {
  /** The object of the vendor's script, once it is loaded. Conflicts with the typings of mini programs, which declare another `wx`. */
  const wx: JWeixin
  /** The same object as `wx`. */
  const jWeixin: JWeixin
  /** Available once `WeixinJSBridgeReady` has fired on the document. Never available outside WeChat. */
  const WeixinJSBridge: Bridge | undefined

  interface Window {
    wx?: JWeixin
    jWeixin?: JWeixin
    WeixinJSBridge?: Bridge
    /** `'miniprogram'` in the web-view of a mini program. */
    __wxjs_environment?: string
  }

  interface DocumentEventMap {
    WeixinJSBridgeReady: Event
    WeixinOpenTagsError: WeixinOpenTagsError
  }

  interface HTMLElementTagNameMap {
    'wx-open-launch-weapp': OpenTagElement<'wx-open-launch-weapp'>
    'wx-open-launch-app': OpenTagElement<'wx-open-launch-app'>
    'wx-open-subscribe': OpenTagElement<'wx-open-subscribe'>
    'wx-open-audio': OpenTagElement<'wx-open-audio'>
  }
}

// The attributes of every element in JSX: `ref`, `key`, `style`, `children` and so on.
// @ts-ignore: React is not installed in every project.
type OfReact = import('react').DetailedHTMLProps<import('react').HTMLAttributes<HTMLElement>, HTMLElement>
// @ts-ignore: Vue is not installed in every project.
type OfVue = import('vue').HTMLAttributes & import('vue').ReservedProps

// @ts-ignore: React is not installed in every project.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'wx-open-launch-weapp': OpenTagAttributes['wx-open-launch-weapp'] & OfReact
      'wx-open-launch-app': OpenTagAttributes['wx-open-launch-app'] & OfReact
      'wx-open-subscribe': OpenTagAttributes['wx-open-subscribe'] & OfReact
      'wx-open-audio': OpenTagAttributes['wx-open-audio'] & OfReact
    }
  }
}

// @ts-ignore: Vue is not installed in every project.
declare module 'vue' {
  interface IntrinsicElementAttributes {
    'wx-open-launch-weapp': OpenTagAttributes['wx-open-launch-weapp'] & OfVue
    'wx-open-launch-app': OpenTagAttributes['wx-open-launch-app'] & OfVue
    'wx-open-subscribe': OpenTagAttributes['wx-open-subscribe'] & OfVue
    'wx-open-audio': OpenTagAttributes['wx-open-audio'] & OfVue
  }
}
