/** What the shell may use of the messenger. */
export { useUnread } from './unread.ts'
