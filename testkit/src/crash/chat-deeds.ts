import { newId } from '../client.ts'
import type { MakeDeed, Stage } from './deeds.ts'

/** A command of a chat that puts one entry into its log. */
function inGroup(give: (stage: Stage, chatId: string, seq: number) => (key: string) => Promise<unknown>): MakeDeed {
  return async (stage) => {
    const { chatId, seq } = await stage.group()
    return { give: give(stage, chatId, seq), times: () => stage.entriesAfter(chatId, seq) }
  }
}

export const chatDeeds: Readonly<Record<string, MakeDeed>> = {
  'messages.send': inGroup((stage, chatId) => {
    const input = { chatId, key: newId(), text: 'Один раз' }
    return () => stage.as(stage.cast.pupil).call('messages.send', input)
  }),
  'messages.edit': inGroup((stage, chatId, seq) => {
    const input = { chatId, seq, version: 1, text: 'Иначе' }
    return (key) => stage.as(stage.cast.teacher).call('messages.edit', input, { key })
  }),
  'messages.erase': inGroup((stage, chatId, seq) => {
    return (key) => stage.as(stage.cast.teacher).call('messages.erase', { chatId, seqs: [seq] }, { key })
  }),
  'chats.rename': inGroup((stage, chatId) => {
    return (key) => stage.as(stage.cast.teacher).call('chats.rename', { chatId, title: 'Новое' }, { key })
  }),
  'chats.addMembers': inGroup((stage, chatId) => {
    const profileIds = [stage.cast.secondTeacher.profileId]
    return (key) => stage.as(stage.cast.teacher).call('chats.addMembers', { chatId, profileIds }, { key })
  }),
  'chats.removeMember': inGroup((stage, chatId) => {
    const { profileId } = stage.cast.secondPupil
    return (key) => stage.as(stage.cast.teacher).call('chats.removeMember', { chatId, profileId }, { key })
  }),
  'chats.leave': inGroup((stage, chatId) => {
    return (key) => stage.as(stage.cast.secondPupil).call('chats.leave', { chatId }, { key })
  }),
  async 'chats.create'(stage) {
    const { school, pupil, parent, teacher } = stage.cast
    const id = newId()
    const memberIds = [pupil.profileId, parent.profileId]
    const input = { id, communityId: school.communityId, title: 'Однажды', memberIds }
    return {
      give: (key) => stage.as(teacher).call('chats.create', input, { key }),
      // Two entries begin a chat: that it was created, and who is in it. With all three members it has happened once.
      times: async () => {
        const members = await stage.count('messenger.chat_member where chat_id = $1', [id])
        return ((await stage.entriesAfter(id, 0)) / 2) * (members / 3)
      },
    }
  },
}
