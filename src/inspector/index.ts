/** `wx-ready/inspector`: what a `wx` does, shown on the phone. Load it with `import()`, so that an app does not carry it. */
export { type Inspector, type InspectorOptions, openInspector } from './open-inspector.js'
export { type VConsoleLike, type VConsolePluginLike, vConsolePlugin } from './v-console.js'
