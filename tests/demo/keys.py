"""The keys of real 4.15 answers and events, as seen in recordings of a real server."""

from __future__ import annotations


def keys(text: str) -> set[str]:
    return set(text.split())


CONVERSATION_EVENT = keys(
    "account_id additional_attributes agent_last_seen_at can_reply channel contact_inbox "
    "contact_last_seen_at created_at custom_attributes first_reply_created_at id inbox_id labels "
    "last_activity_at messages meta priority snoozed_until status timestamp unread_count "
    "updated_at waiting_since"
)
CONVERSATION_EVENT_META = keys("assignee assignee_type hmac_verified sender team")
CONTACT_INBOX = keys(
    "contact_id created_at hmac_verified id inbox_id pubsub_token source_id updated_at"
)
CONVERSATION_REST = keys(
    "account_id additional_attributes agent_last_seen_at assignee_last_seen_at can_reply "
    "contact_last_seen_at created_at custom_attributes first_reply_created_at id inbox_id labels "
    "last_activity_at last_non_activity_message messages meta muted priority sla_policy_id "
    "snoozed_until status timestamp unread_count updated_at uuid waiting_since"
)
CONVERSATION_REST_MORE = keys("applied_sla sla_events")
CONVERSATION_REST_META = keys("channel hmac_verified sender")
CONVERSATION_REST_META_MORE = keys("assignee assignee_type team")
MESSAGE_EVENT = keys(
    "account_id additional_attributes content content_attributes content_type conversation "
    "conversation_id created_at external_source_ids id inbox_id message_type private "
    "processed_message_content sender_id sender_type sentiment source_id status "
    "updated_at"
)
MESSAGE_REST = keys(
    "content content_attributes content_type conversation_id created_at id inbox_id message_type "
    "private source_id status"
)
MESSAGE_MORE = {"attachments", "sender"}
MESSAGE_CONVERSATION = keys("assignee_id contact_inbox last_activity_at unread_count")
MESSAGES_META = keys(
    "additional_attributes agent_last_seen_at assignee_last_seen_at contact labels"
)
USER_PUSH = keys("availability_status available_name avatar_url id name thumbnail type")
CONTACT_PUSH = keys(
    "additional_attributes blocked custom_attributes email id identifier name phone_number "
    "thumbnail type"
)
CONTACT_REST = (CONTACT_PUSH - {"type"}) | {"availability_status", "created_at"}
CONTACT_REST_MORE = {"last_activity_at", "contact_inboxes"}
INBOX_STUB = keys("avatar_url channel_id channel_type id name provider")
AGENT_REST = keys(
    "account_id auto_offline availability_status available_name confirmed email id name provider "
    "role thumbnail"
)
PROFILE = keys(
    "access_token account_id accounts available_name avatar_url confirmed display_name email id "
    "inviter_id message_signature name provider pubsub_token role type ui_settings uid"
)
PROFILE_ACCOUNT = keys(
    "active_at auto_offline availability availability_status id name onboarding_step permissions "
    "role status"
)
TEAM = keys("account_id allow_auto_assign description id is_member name")
TEAM_ROW = keys("account_id allow_auto_assign created_at description id name updated_at")
LABEL = keys("color description id show_on_sidebar title")
CANNED_RESPONSE = keys("account_id content created_at id short_code updated_at")
MACRO = keys("account_id actions created_by id name updated_by visibility")
CUSTOM_FILTER = keys("created_at filter_type id name query updated_at")
INBOX = keys(
    "allow_messages_after_resolved allowed_domains auto_assignment_config avatar_url "
    "business_name callback_webhook_url channel_id channel_type csat_config csat_survey_enabled "
    "enable_auto_assignment enable_email_collect greeting_enabled greeting_message "
    "hmac_mandatory id lock_to_single_conversation messaging_service_sid name "
    "out_of_office_message phone_number provider reply_time selected_feature_flags "
    "sender_name_type timezone web_widget_script website_token website_url welcome_tagline "
    "welcome_title widget_color working_hours working_hours_enabled"
)
NOTIFICATION_REST = keys(
    "created_at id last_activity_at meta notification_type primary_actor primary_actor_id "
    "primary_actor_type push_message_body push_message_title read_at secondary_actor "
    "snoozed_until user"
)
NOTIFICATION_EVENT = NOTIFICATION_REST | {"account_id"}
NOTIFICATION_ROW = keys(
    "account_id created_at id last_activity_at meta notification_type primary_actor_id "
    "primary_actor_type read_at secondary_actor_id secondary_actor_type snoozed_until updated_at "
    "user_id"
)
STORED_FILE = keys(
    "account_id content_type data_url extension file_size file_type height id message_id "
    "thumb_url width"
)
FILE_LINE = keys(
    "created_at data_url extension file_size file_type height id message_id sender thumb_url width"
)
CONTACT_NOTE = keys("account_id contact_id content created_at id updated_at user")
SEARCH_HIT = keys("account_id contact created_at id inbox messages uuid")
PUBLIC_CONTACT = keys("email id name phone_number pubsub_token source_id")
PUBLIC_CONTACT_ROW = keys(
    "account_id additional_attributes blocked company_id contact_type country_code created_at "
    "custom_attributes email id identifier label_list last_activity_at last_name location "
    "middle_name name phone_number updated_at"
)
PUBLIC_CONVERSATION = keys(
    "agent_last_seen_at contact contact_last_seen_at id inbox_id messages status uuid"
)
PUBLIC_MESSAGE = keys(
    "content content_attributes content_type conversation_id created_at id message_type"
)
