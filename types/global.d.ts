/** Opt-in: what a page in WeChat has as globals, and the open tags (开放标签) as elements. */
import type { WeixinJSBridge as Bridge } from './bridge.js'
import type { OpenTagAttributes, OpenTagElement, WeixinOpenTagsError } from './open-tags.js'
import type { JWeixin } from './wx.js'

declare global {
  /** The vendor's script, once it is loaded. A mini program has another `wx`: its typings and these exclude each other. */
  const wx: JWeixin
  /** The same. */
  const jWeixin: JWeixin
  /** There once `WeixinJSBridgeReady` has fired on the document; outside WeChat never. */
  const WeixinJSBridge: Bridge | undefined

  interface Window {
    wx?: JWeixin
    jWeixin?: JWeixin
    WeixinJSBridge?: Bridge
    /** `'miniprogram'` in a mini program's web-view. */
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

// What every element takes in JSX: `ref`, `key`, `style`, `children` and the like.
// @ts-ignore: a project without React has none of it.
type OfReact = import('react').DetailedHTMLProps<import('react').HTMLAttributes<HTMLElement>, HTMLElement>
// @ts-ignore: nor one without Vue.
type OfVue = import('vue').HTMLAttributes & import('vue').ReservedProps

// @ts-ignore: and there is nothing to add to.
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

// @ts-ignore: the same.
declare module 'vue' {
  interface IntrinsicElementAttributes {
    'wx-open-launch-weapp': OpenTagAttributes['wx-open-launch-weapp'] & OfVue
    'wx-open-launch-app': OpenTagAttributes['wx-open-launch-app'] & OfVue
    'wx-open-subscribe': OpenTagAttributes['wx-open-subscribe'] & OfVue
    'wx-open-audio': OpenTagAttributes['wx-open-audio'] & OfVue
  }
}
