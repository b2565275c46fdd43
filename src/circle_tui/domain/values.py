"""Values: frozen dataclasses whose classes cost next to nothing until the first value is made.

``dataclass(frozen=True, slots=True)`` compiles six methods for every class as its module is
imported: half a millisecond each, of some eighty classes before the first screen, most of which a
run never makes a value of. Here the methods are shared, and ``__init__`` is compiled when a class
is first called. Everything else (``fields``, ``replace``, ``match``, type checks) is as ever.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")

_UNSET: Any = object()
"""Stands for an argument that a default factory makes."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(kind: type[T]) -> type[T]:
    """Make a class one of frozen values with slots; what it defines itself stays.

    Raises ``TypeError`` for a field that is not an argument, or one by its name alone: no value
    here has such a one, and ``__init__`` would take it for any other.
    """
    own = set(vars(kind))
    made = dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    for each in fields(made):  # type: ignore[arg-type]
        if not each.init or each.kw_only:
            raise TypeError(f"{kind.__qualname__}.{each.name} has init=False or is kw_only")
    for name, method in _METHODS.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _first_init(self: object, *given: Any, **named: Any) -> None:  # noqa: ANN401 - any fields
    """Compile the class's ``__init__``, then go on with it."""
    kind: Any = type(self)
    kind.__init__ = _init_of(kind)
    kind.__init__(self, *given, **named)


def _init_of(kind: Any) -> Callable[..., None]:  # noqa: ANN401 - any dataclass
    """Return the ``__init__`` that ``dataclass`` would have made: it sets every slot once."""
    names: dict[str, Any] = {"_unset": _UNSET}
    parameters, body = ["self"], []
    for number, each in enumerate(fields(kind)):
        names[f"_set{number}"] = getattr(kind, each.name).__set__
        parameter = given = each.name
        if each.default_factory is not MISSING:
            names[f"_make{number}"] = each.default_factory
            parameter = f"{each.name}=_unset"
            given = f"_make{number}() if {each.name} is _unset else {each.name}"
        elif each.default is not MISSING:
            names[f"_default{number}"] = each.default
            parameter = f"{each.name}=_default{number}"
        parameters.append(parameter)
        body.append(f" _set{number}(self, {given})")
    if hasattr(kind, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body or [" pass"]), names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    made.__annotations__ = {each.name: each.type for each in fields(kind)}
    return made


class _Signature:
    """What ``inspect.signature`` is told of a class of values, made when somebody asks."""

    def __get__(self, _value: object, kind: type) -> object:
        from inspect import signature

        told = signature(_init_of(kind))
        return told.replace(parameters=list(told.parameters.values())[1:])


@cache
def _state_of(kind: type[Any]) -> Callable[[Any], object]:
    """Return what takes from a value of ``kind`` all that it is compared and hashed by."""
    compared = [each.name for each in fields(kind) if each.compare]
    return attrgetter(*compared) if compared else lambda _: ()


def _eq(self: object, other: object) -> object:
    if other.__class__ is not self.__class__:
        return NotImplemented
    kind: Any = type(self)
    state = _state_of(kind)
    return bool(state(self) == state(other))


def _hash(self: object) -> int:
    kind: Any = type(self)
    return hash(_state_of(kind)(self))


def _repr(self: Any) -> str:  # noqa: ANN401 - any dataclass
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:  # noqa: ANN401 - any dataclass
    """Tell ``copy`` and ``pickle`` to make a value anew, as nothing can be set on one."""
    return type(self), tuple(getattr(self, each.name) for each in fields(self))


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_METHODS: dict[str, object] = {
    "__init__": _first_init,
    "__signature__": _Signature(),
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
}
