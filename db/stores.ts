import type { Clock } from "../realtime/ports/clock.ts";
import { appointmentStore } from "./appointment_store.ts";
import { attachmentStore } from "./attachment_store.ts";
import { callRatings } from "./call_ratings.ts";
import { auditSearch } from "./audit_search.ts";
import { callStore } from "./call_store.ts";
import { clinicStore } from "./clinic_store.ts";
import { conversationStore } from "./conversation_store.ts";
import { DataKeys } from "./data_keys.ts";
import type { Database } from "./database.ts";
import { deviceCheckStore } from "./device_check_store.ts";
import { directory } from "./directory.ts";
import { externalIdentities } from "./external_identities.ts";
import { factLog } from "./fact_log.ts";
import { readHeads } from "./heads.ts";
import { historyStore } from "./history_store.ts";
import { invitationStore } from "./invitation_store.ts";
import { inbox } from "./inbox.ts";
import type { Keyring } from "./keyring.ts";
import { missedCalls } from "./missed_calls.ts";
import { people } from "./people.ts";
import { PersonKeys } from "./person_keys.ts";
import { presenceStore } from "./presence_store.ts";
import { pushSubscriptions } from "./push_subscriptions.ts";
import { qualityStore } from "./quality_store.ts";
import { refusalLog } from "./refusal_log.ts";
import { endedSessions, sessionStore } from "./sessions.ts";
import { StoredSigningKeys } from "./signing_keys.ts";
import { statisticsStore } from "./statistics_store.ts";
import { ticketStore } from "./tickets.ts";
import { userAccounts } from "./users.ts";
import { waitingStore } from "./waiting_store.ts";
import { vapidKeys } from "./vapid_keys.ts";

/** Everything that is kept, one store per subject. */
export type Stores = ReturnType<typeof openStores>;

/** Opens the stores over one database; what is secret in it stands under the keys of `keyring`. */
export function openStores(db: Database, { keyring, clock }: { keyring: Keyring; clock: Clock }) {
  return {
    accounts: userAccounts(db),
    appointments: appointmentStore(db, { keys: new PersonKeys(keyring), now: clock.now }),
    attachments: attachmentStore(db, keyring),
    audit: auditSearch(db),
    calls: callStore(db),
    clinic: clinicStore(db),
    conversations: conversationStore(db, new DataKeys(keyring)),
    deviceChecks: deviceCheckStore(db),
    directory: directory(db),
    endedSessions: (ids: readonly string[]) => endedSessions(db, ids, clock.now()),
    facts: factLog(db),
    heads: readHeads(db),
    history: historyStore(db),
    identities: externalIdentities(db),
    inbox: inbox(db, new DataKeys(keyring)),
    invitations: invitationStore(db, keyring),
    keys: new StoredSigningKeys({ db, keyring, clock }),
    people: people(db),
    presence: presenceStore(db),
    pushRecords: {
      keys: vapidKeys(db, keyring),
      missedCalls: missedCalls(db),
      subscriptions: pushSubscriptions(db, keyring),
    },
    quality: qualityStore(db),
    ratings: callRatings(db, new PersonKeys(keyring)),
    refusals: refusalLog(db),
    sessions: sessionStore(db),
    statistics: statisticsStore(db),
    tickets: ticketStore(db),
    waiting: waitingStore(db),
  };
}
