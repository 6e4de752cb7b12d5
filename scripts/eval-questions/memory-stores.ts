import type { AuditStore, Conversation, ConversationStore } from "../../db/ports.ts";

/** Conversations for as long as the process runs. */
export function memoryConversations(): ConversationStore {
  const kept = new Map<string, Conversation>();
  return {
    save: async (conversation) => {
      kept.set(conversation.id, conversation);
    },
    get: async (id) => kept.get(id),
    forget: async () => 0,
  };
}

/** Nobody reads the audit log of a measurement. */
export const noAudit: AuditStore = {
  record: async () => undefined,
  list: async () => ({ items: [], nextCursor: null }),
};
