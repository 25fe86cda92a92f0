"""Text to risk, needs, answers and dates: pure functions, which fail for no text."""

from bot.understanding.answers.changed_answer import comes_after_all, read_changed_answer
from bot.understanding.answers.hours_of_work import tells_hours_of_work
from bot.understanding.answers.how_things_are import speaks_of_something_else, tells_good_news
from bot.understanding.answers.kept_after_all import wants_after_all
from bot.understanding.answers.number_put_right import score_put_right
from bot.understanding.answers.number_to_ring import (
    adds_number_to_ring,
    declines_to_be_rung,
    read_number_beside,
    read_own_number,
)
from bot.understanding.answers.person_name import read_person_name, says_what_to_call
from bot.understanding.asked_of_us import speaks_of_oneself
from bot.understanding.bare_answer import is_bare_answer
from bot.understanding.but_still import but_still
from bot.understanding.call_instead import asks_for_a_call_instead
from bot.understanding.carrier_words import (
    calls_for_help,
    carrier_word,
    is_carriers_own,
    says_start,
)
from bot.understanding.clauses import clauses
from bot.understanding.contact_wishes import (
    asks_for_a_call,
    books_for_another,
    cannot_phone,
    complains_of_no_call,
    is_of_who_cannot_hear,
    is_relative_writing,
    is_wrong_number,
    may_be_wrong_number,
    speaks_of_new_number,
    tells_of_new_number,
    tells_of_no_call,
    wants_text_instead,
    wishes_for_home_visit,
)
from bot.understanding.deaths import tells_of_a_death, tells_of_patients_death
from bot.understanding.detection import (
    GRAVE,
    NEEDS,
    RISKS,
    Detection,
    Detector,
    Evidence,
    NeedLabel,
    Risk,
)
from bot.understanding.digressions import in_words, says_one_of
from bot.understanding.going_on import asks_to_go_on
from bot.understanding.hard_to_read import finds_reading_hard
from bot.understanding.harmless_wishes import only_asks_who_minds_a_pet, only_calls_off
from bot.understanding.help_at_home import help_at_home
from bot.understanding.how_they_are_alone import (
    only_asks_for_a_call,
    only_tells_how_they_are,
    only_wants_to_be_seen,
)
from bot.understanding.in_hospital import tells_of_hospital
from bot.understanding.introductions import (
    read_number_with_name,
    told_age,
)
from bot.understanding.language import guess_language
from bot.understanding.little_english import has_little_english
from bot.understanding.medicine_gone import tells_of_medicine_gone
from bot.understanding.name_put_right import only_puts_name_right, read_name_put_right
from bot.understanding.named_needs import named_among
from bot.understanding.names_help import names_help
from bot.understanding.needs_behind_date import with_needs_behind_date
from bot.understanding.needs_told_apart import needs_told_apart
from bot.understanding.opt_outs import (
    may_want_opt_out,
    says_stop,
    tells_of_others,
    unwanted_kinds,
    wants_opt_out,
    wants_reminders,
    without_opt_out,
)
from bot.understanding.put_right import kept_at_the_check, put_right
from bot.understanding.reading import Reading, read
from bot.understanding.requests import (
    asks_what_safe_means,
    asks_what_we_mean,
    greets,
    looks_forward,
    only_agrees,
    only_cannot_come,
    only_leaves,
    only_names_time,
    only_not_interested,
    only_thanks,
    only_unsure,
    only_wants_person,
    tells_of_being_worse,
    tells_of_waiting,
    tells_of_worse,
    tells_why_missed,
    wants_person,
    wants_to_go_on_later,
)
from bot.understanding.rule_detector import RuleDetector, detect
from bot.understanding.said_besides import parts_of, rest_after_answer
from bot.understanding.seen_sooner import wants_to_be_seen_sooner
from bot.understanding.sexual_violence import tells_of_sexual_violence
from bot.understanding.situation import LastAnswer
from bot.understanding.stop_wishes import StopWish, stop_wish
from bot.understanding.told_beside_no import told_beside_no
from bot.understanding.unsafe_phone import (
    only_answers_not_safe,
    only_tells_of_unsafe_phone,
    says_not_safe,
    tells_of_child_who_reads,
    tells_of_helper,
    tells_of_unsafe_phone,
    tells_who_reads,
)
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.who_writes import WhoWrites, read_who_writes

__all__ = [
    "GRAVE",
    "NEEDS",
    "RISKS",
    "Detection",
    "Detector",
    "Evidence",
    "LastAnswer",
    "NeedLabel",
    "Reading",
    "Risk",
    "RuleDetector",
    "StopWish",
    "Vocabulary",
    "WhoWrites",
    "adds_number_to_ring",
    "asks_for_a_call",
    "asks_for_a_call_instead",
    "asks_to_go_on",
    "asks_what_safe_means",
    "asks_what_we_mean",
    "books_for_another",
    "but_still",
    "calls_for_help",
    "cannot_phone",
    "carrier_word",
    "clauses",
    "comes_after_all",
    "complains_of_no_call",
    "declines_to_be_rung",
    "detect",
    "finds_reading_hard",
    "greets",
    "guess_language",
    "has_little_english",
    "help_at_home",
    "in_words",
    "is_bare_answer",
    "is_carriers_own",
    "is_of_who_cannot_hear",
    "is_relative_writing",
    "is_wrong_number",
    "kept_at_the_check",
    "looks_forward",
    "may_be_wrong_number",
    "may_want_opt_out",
    "named_among",
    "names_help",
    "needs_told_apart",
    "only_agrees",
    "only_answers_not_safe",
    "only_asks_for_a_call",
    "only_asks_who_minds_a_pet",
    "only_calls_off",
    "only_cannot_come",
    "only_leaves",
    "only_names_time",
    "only_not_interested",
    "only_puts_name_right",
    "only_tells_how_they_are",
    "only_tells_of_unsafe_phone",
    "only_thanks",
    "only_unsure",
    "only_wants_person",
    "only_wants_to_be_seen",
    "parts_of",
    "put_right",
    "read",
    "read_changed_answer",
    "read_name_put_right",
    "read_number_beside",
    "read_number_with_name",
    "read_own_number",
    "read_person_name",
    "read_who_writes",
    "respelt_name",
    "rest_after_answer",
    "says_not_safe",
    "says_one_of",
    "says_start",
    "says_stop",
    "says_what_to_call",
    "score_put_right",
    "speaks_of_new_number",
    "speaks_of_oneself",
    "speaks_of_something_else",
    "stop_wish",
    "tells_good_news",
    "tells_hours_of_work",
    "tells_of_a_death",
    "tells_of_being_worse",
    "tells_of_child_who_reads",
    "tells_of_helper",
    "tells_of_hospital",
    "tells_of_medicine_gone",
    "tells_of_new_number",
    "tells_of_no_call",
    "tells_of_others",
    "tells_of_patients_death",
    "tells_of_sexual_violence",
    "tells_of_unsafe_phone",
    "tells_of_waiting",
    "tells_of_worse",
    "tells_who_reads",
    "tells_why_missed",
    "told_age",
    "told_beside_no",
    "unwanted_kinds",
    "wants_after_all",
    "wants_opt_out",
    "wants_person",
    "wants_reminders",
    "wants_text_instead",
    "wants_to_be_seen_sooner",
    "wants_to_go_on_later",
    "wishes_for_home_visit",
    "with_needs_behind_date",
    "without_opt_out",
]
