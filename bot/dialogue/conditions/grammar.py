"""The grammar of conditions, compiled once."""

from __future__ import annotations

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from bot.dialogue.conditions.condition import ConditionError

GRAMMAR = r"""
?start: expression
?expression: unary | all | some
all: unary (_AND unary)+
some: unary (_OR unary)+
?unary: _NOT unary -> negation
      | "(" expression ")"
      | test
?test: operand -> truth
     | operand OPERATOR operand -> comparison
     | operand _IS operand -> same
     | operand _IS _NOT operand -> different
     | operand _CONTAINS operand -> contains
     | operand _MATCHES STRING -> matches
?operand: name | STRING | NUMBER | TRUE | FALSE | NULL | EMPTY | UNDEFINED | set
name: SLOT | CONTEXT | SLOT_OF_CONTEXT | VALUE_OF_CONTEXT | BARE
set: "{" literal* "}"
?literal: STRING | NUMBER | TRUE | FALSE | NULL

_AND.3: /and(?![\w.\-])/i
_OR.3: /or(?![\w.\-])/i
_NOT.3: /not(?![\w.\-])/i
_IS.3: /is(?![\w.\-])/i
_CONTAINS.3: /contains(?![\w.\-])/i
_MATCHES.3: /matches(?![\w.\-])/i
TRUE.3: /true(?![\w.\-])/i
FALSE.3: /false(?![\w.\-])/i
NULL.3: /null(?![\w.\-])/i
EMPTY.3: /empty(?![\w.\-])/i
UNDEFINED.3: /undefined(?![\w.\-])/i
OPERATOR: "==" | "=" | "!=" | "<=" | ">=" | "<" | ">"
STRING: /"[^"]*"|'[^']*'/
NUMBER.2: /-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?(?![\w.\-])/i
SLOT_OF_CONTEXT.4: /slots\.\{\{\s*context\.\w+\s*\}\}/
VALUE_OF_CONTEXT.4: /\{\{\s*context\.\w+\s*\}\}/
SLOT.4: /slots\.[^\s()=,<>!{}'"]+/
CONTEXT.4: /context\.\w+/
BARE: /(?!(RESERVED)(?![\w.\-]))[^\s()=,<>!{}'"]+/i

%ignore /\s+/
"""

_RESERVED = "and|or|not|is|contains|matches|true|false|null|empty|undefined"
_WORDS = {"&&": "and", "&": "and", "||": "or", "|": "or"}
"""Signs that programs have for what is a word here."""
_PARSER = Lark(GRAMMAR.replace("RESERVED", _RESERVED), parser="lalr", maybe_placeholders=False)


def parse(text: str) -> Tree[Token] | Token:
    """The tree of a condition. Raises ConditionError with a sentence for its author."""
    if not text.strip():
        raise ConditionError("it is empty")
    try:
        return _PARSER.parse(text)
    except UnexpectedToken as error:
        raise ConditionError(_explain(error)) from None
    except UnexpectedCharacters as error:
        if error.char == ",":
            raise ConditionError("the items of a set stand without commas") from None
        raise ConditionError(_explain_sign(error)) from None
    except UnexpectedInput as error:
        raise ConditionError(str(error).splitlines()[0]) from None


def _explain_sign(error: UnexpectedCharacters) -> str:
    if error.char in ("'", '"'):
        return f"the quote at character {error.column} is not closed"
    if error.char == "!":
        return "write 'not' for '!'"
    return f"'{error.char}' at character {error.column} is not known"


def _explain(error: UnexpectedToken) -> str:
    token = error.token
    wanted = set(error.accepts or error.expected)
    if token.type in ("_AND", "_OR") and wanted & {"_AND", "_OR"}:
        return "'and' and 'or' are mixed: say with parentheses which belong together"
    if token.type == "$END":
        return "it breaks off"
    if token in _WORDS:
        return f"write '{_WORDS[token]}' for '{token}'"
    return f"'{token}' at character {token.column} is out of place"
