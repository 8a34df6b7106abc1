/** What the shell may use of the messenger. */
export { MessengerEngine } from './boot/MessengerEngine.tsx'
export { useHeard } from './boot/use-heard.ts'
export { useUnread } from './unread.ts'
