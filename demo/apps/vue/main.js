/** vue-router in history mode. The plugin follows route changes by itself. */
import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { createWx } from 'wx-ready'
import { wxPlugin } from 'wx-ready/vue'
import App from './App.vue'
import WalkPage from './WalkPage.vue'

const wx = createWx({ signature: '/wx/signature', script: window.demo?.script })
const router = createRouter({
  history: createWebHistory('/vue'),
  routes: [
    { path: '/', component: WalkPage },
    { path: '/walk/:id', component: WalkPage, props: true },
  ],
})
createApp(App).use(router).use(wxPlugin, wx).mount('#app')
