import type Provider from 'oidc-provider'
import type { Static } from 'typebox'
import type { Interaction as InteractionView } from '#contract/identity/oidc.ts'
import { SYSTEM_SCOPES } from '#contract/kit/system-scopes.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { readPeople } from '../profiles/profiles.store.ts'
import { toldOf } from '../sessions/signin-methods.ts'
import { lockAccount, profilesOf } from '../signin/accounts.store.ts'
import {
  accessInteraction,
  chooseInInteraction,
  interactionStart,
  putChoice,
  readChoice,
  sessionStart,
} from './choices.store.ts'
import type { RolesOf } from './claims.ts'
import { type ClientRow, findClient } from './clients.store.ts'
import type { SystemForgotten } from './linked-systems.ts'
import { deleteGrantsOf } from './payload.store.ts'

export type Interaction = InstanceType<Provider['Interaction']>
type View = Static<typeof InteractionView>
type Ended = Fail<'oidc.interactionEnded'>

interface Parts {
  platform: Platform
  rolesOf: RolesOf
  providerNow: () => Promise<Provider>
  forgotten: readonly SystemForgotten[]
}

/** An interaction that was shown in the browser of the viewer's session. */
interface Opened {
  provider: Provider
  interaction: Interaction
  client: ClientRow
  scopes: string[]
  /** Chosen here, remembered, the only one there is, or chosen at the sign-in for this very client. */
  profileId: string | null
}

export type InteractionService = ReturnType<typeof createInteractionService>

/**
 * What a person does between the sign-in and the way back to the client: «Выберите профиль» and «Проверка личных данных». An
 * interaction answers to the session in whose browser it was shown and to nobody else who has come by its address.
 */
export function createInteractionService({ platform, rolesOf, providerNow, forgotten }: Parts) {
  const { db, clock } = platform

  /** The profile of somebody who has signed in on the way to the client, and has chosen it a moment ago. */
  const chosenAtSignin = async ({ sessionId, profileId }: Viewer, id: string): Promise<string | null> => {
    const began = await interactionStart(db, id)
    const signedIn = await sessionStart(db, sessionId, new Date(clock.now()))
    return began !== null && signedIn !== null && signedIn.at >= began ? profileId : null
  }

  const access = async (viewer: Viewer, id: string): Promise<Opened | null> => {
    const shown = await accessInteraction(db, id, viewer.sessionId)
    const provider = await providerNow()
    const interaction = shown === null ? undefined : await provider.Interaction.find(id)
    const client = interaction === undefined ? null : await findClient(db, String(interaction.params.client_id))
    if (shown === null || interaction === undefined || client === null || viewer.awaitsConsent === true) return null
    const profiles = await profilesOf(db, viewer.accountId)
    const asked = promptsOf(interaction).includes('select_account')
    const remembered = asked ? null : await readChoice(db, client.id, viewer.accountId)
    const only = profiles.length === 1 ? profiles[0]!.id : null
    const known = shown.profileId ?? remembered?.profileId ?? only
    const profileId = known ?? (asked ? null : await chosenAtSignin(viewer, id))
    const isThere = profiles.some((profile) => profile.id === profileId)
    return {
      provider,
      interaction,
      client,
      scopes: scopesOf(interaction, client),
      profileId: isThere ? profileId : null,
    }
  }

  const show = async (viewer: Viewer, { client, scopes, profileId }: Opened): Promise<View> => {
    const profiles = (await profilesOf(db, viewer.accountId)).map((each) => ({
      ...each,
      kind: each.kind as 'learning',
    }))
    const person = profileId === null ? undefined : (await readPeople(db, [profileId])).get(profileId)
    if (person === undefined)
      return { clientName: client.name, step: 'profile', profiles, profileId: null, disclosure: null }
    const [names, birth, roles, link] = ['profile', 'birthdate', 'roles', 'link'].map((scope) => scopes.includes(scope))
    return {
      clientName: client.name,
      step: 'data',
      profiles,
      profileId: person.profileId,
      disclosure: {
        surname: names ? person.surname : null,
        name: names ? person.name : null,
        patronymic: names ? person.patronymic : null,
        birthDate: birth ? person.birthDate : null,
        organisations: roles ? await rolesOf(db, person.profileId) : null,
        link: link === true,
      },
    }
  }

  /** Keeps the choice; whatever the client held of another profile ends. */
  const doChoose = async (tx: Tx, viewer: Viewer, { client, scopes, profileId }: Opened): Promise<void> => {
    await lockAccount(tx, viewer.accountId)
    const before = await readChoice(tx, client.id, viewer.accountId)
    const same = before?.profileId === profileId
    if (!same) await deleteGrantsOf(tx, client.id, viewer.accountId)
    if (!same && before !== null) for (const hook of forgotten) await hook(tx, [before.profileId], client.id)
    const all = [...new Set([...(same ? before.scopes : []), ...scopes])]
    const { accountId } = viewer
    await putChoice(tx, {
      clientId: client.id,
      accountId,
      profileId: profileId!,
      scopes: all,
      now: new Date(clock.now()),
    })
  }

  const doFinish = async (viewer: Viewer, opened: Opened): Promise<{ to: string }> => {
    const { provider, interaction, client } = opened
    await platform.transaction((tx) => doChoose(tx, viewer, opened))
    const { accountId } = viewer
    const grant = new provider.Grant({ accountId, clientId: client.id })
    grant.addOIDCScope(['openid', ...opened.scopes].join(' '))
    // What a system does in its own name, nobody grants it by signing in.
    grant.rejectOIDCScope(SYSTEM_SCOPES.join(' '))
    const start = await sessionStart(db, viewer.sessionId, new Date(clock.now()))
    const ts = Math.floor((start?.at.getTime() ?? clock.now()) / 1000)
    interaction.result = {
      login: { accountId, ts, remember: true, ...toldOf(start?.methods ?? []) },
      select_account: {},
      consent: { grantId: await grant.save() },
    }
    await interaction.persist()
    return { to: pathOf(interaction.returnTo) }
  }

  return {
    /** The way on when there is nothing to ask, or null: the choice is remembered and everything was agreed to before. */
    async passIfAgreed(viewer: Viewer, id: string): Promise<string | null> {
      const opened = await access(viewer, id)
      if (opened === null) return null
      const choice = await readChoice(db, opened.client.id, viewer.accountId)
      const asked = promptsOf(opened.interaction).some((prompt) => prompt === 'select_account' || prompt === 'consent')
      if (asked || choice === null || !opened.scopes.every((scope) => choice.scopes.includes(scope))) return null
      return (await doFinish(viewer, opened)).to
    },

    async get(viewer: Viewer, id: string, fail: Ended): Promise<View> {
      return show(viewer, (await access(viewer, id)) ?? fail('oidc.interactionEnded'))
    },

    async choose(
      viewer: Viewer,
      input: { id: string; profileId: string },
      fail: Fail<'oidc.interactionEnded' | 'oidc.profileUnknown'>,
    ): Promise<View> {
      const opened = (await access(viewer, input.id)) ?? fail('oidc.interactionEnded')
      const profiles = await profilesOf(db, viewer.accountId)
      if (!profiles.some((profile) => profile.id === input.profileId)) fail('oidc.profileUnknown')
      await platform.transaction((tx) => chooseInInteraction(tx, input.id, input.profileId))
      return show(viewer, { ...opened, profileId: input.profileId })
    },

    async confirm(
      viewer: Viewer,
      id: string,
      fail: Fail<'oidc.interactionEnded' | 'oidc.profileNotChosen'>,
    ): Promise<{ to: string }> {
      const opened = (await access(viewer, id)) ?? fail('oidc.interactionEnded')
      if (opened.profileId === null) fail('oidc.profileNotChosen')
      return doFinish(viewer, opened)
    },

    async cancel(viewer: Viewer, id: string, fail: Ended): Promise<{ to: string }> {
      const { interaction } = (await access(viewer, id)) ?? fail('oidc.interactionEnded')
      interaction.result = { error: 'access_denied', error_description: 'the person has cancelled' }
      await interaction.persist()
      return { to: pathOf(interaction.returnTo) }
    },
  }
}

function promptsOf(interaction: Interaction): string[] {
  return String(interaction.params.prompt ?? '').split(' ')
}

/** What is asked for and what the client may have, without `openid`. */
function scopesOf(interaction: Interaction, client: ClientRow): string[] {
  const asked = String(interaction.params.scope ?? '').split(' ')
  return client.scopes.filter((scope) => asked.includes(scope))
}

function pathOf(address: string): string {
  const url = new URL(address)
  return `${url.pathname}${url.search}`
}
