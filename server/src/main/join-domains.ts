import type { Communities } from '../communities/index.ts'
import { type Connector, createConnector } from '../connector/index.ts'
import type { Files } from '../files/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Messenger } from '../messenger/index.ts'
import type { Platform } from '../platform/platform.ts'
import { createReports, type Reports } from '../reports/index.ts'

interface Domains {
  platform: Platform
  files: Files
  identity: Identity
  communities: Communities
  messenger: Messenger
}

/** What chats do when organisations, people and what they wish change. */
export function letMessengerFollow({ files, identity, communities, messenger }: Omit<Domains, 'platform'>): void {
  communities.hooks.communityCreated.push(messenger.communityChats.onCommunityCreated)
  communities.hooks.membershipChanged.push(messenger.communityChats.onMembershipChanged)
  communities.hooks.adultTaken.push(messenger.communityChats.onAdultTaken)
  communities.hooks.uniting.push(messenger.uniting)
  communities.hooks.unitChats.push(messenger.unitChats)
  communities.hooks.groups.push(messenger.following)
  identity.hooks.inUse.push(messenger.uniting.areInChats)
  identity.hooks.merge.push({ doUnite: (tx, { from, to }) => files.moveOwner(tx, from, to) })
  communities.hooks.dialogueRulesChanged.push(messenger.onRulesChanged)
  communities.hooks.blockChanged.push(messenger.onBlockChanged)
  communities.hooks.contactsChanged.push(messenger.communityChats.onContactsChanged)
  communities.hooks.readMarksChanged.push(messenger.onReadMarksChanged)
  communities.hooks.activity.push(messenger.activity)
  identity.hooks.visible.push(messenger.visiblePeople)
}

/** Facts of school systems, and who hears of what they need to know. */
export function joinConnector({ platform, identity, communities, messenger }: Omit<Domains, 'files'>): Connector {
  const connector = createConnector(
    platform,
    {
      communities: {
        accessMembership: communities.accessMembership,
        ...communities.sourced,
      },
      systems: identity.systems,
      chats: messenger.factChats,
      isAnybodyWriting: () => messenger.committer.isWritten,
    },
    (url, init) => fetch(url, init),
  )
  messenger.hooks.chatErased.push(connector.doForgetChat)
  messenger.hooks.movedByHand.push(connector.doNoteByHand)
  communities.hooks.absenceReaders.push(connector.absenceReaders)
  identity.hooks.systemForgotten.push(connector.doForgetSystem)
  // Before the roles and chats of a profile move, so that what moves then is nobody's hand.
  identity.hooks.merge.unshift(connector)
  return connector
}

/** What people report to those who answer for their organisation. */
export function joinReports({ platform, identity, communities, messenger }: Omit<Domains, 'files'>): Reports {
  const reports = createReports(platform, { communities, identity, messenger })
  identity.hooks.merge.push(reports)
  messenger.hooks.chatErased.push(reports.doForgetChat)
  messenger.hooks.messageErased.push(reports.doKeep)
  return reports
}
