import type { App } from '../app.ts'
import type { Actor } from './actors.ts'
import type { DemoPublication } from './conversations/publications.ts'

interface Parts {
  app: App
  communityId: string
  /** Who speaks for the school. */
  director: Actor
}

/** Brings something out on the page of the school. */
export async function publishInDemo({ app, communityId, director }: Parts, { title, what }: DemoPublication) {
  if ('kind' in what) {
    await director.call('publications.publish', { communityId, title, ...what })
    return
  }
  const { chatId } = await director.call('publications.list', { communityId, limit: 1 })
  await director.call('polls.create', {
    ...{ chatId, key: app.platform.newId(), question: title, options: [...what.options] },
    anonymous: true,
    multiple: false,
  })
}
