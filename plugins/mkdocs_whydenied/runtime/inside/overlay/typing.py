"""What modules ask of typing while they run. Nothing in a page reads annotations."""

from _typing import ParamSpec as ParamSpec
from _typing import TypeVar as TypeVar
from collections import namedtuple

TYPE_CHECKING = False


class _Form:
    """A special form: subscripted it has arguments, and nothing else can be told of it."""

    def __init__(self, arguments=(), origin=None):
        self.__args__ = arguments
        self.__origin__ = origin

    def __getitem__(self, arguments):
        return _Form(arguments if isinstance(arguments, tuple) else (arguments,), self)

    def __or__(self, other):
        return _Form((self, other))

    def __ror__(self, other):
        return _Form((other, self))


Any, ClassVar, Final, Literal, Self, TypeGuard = _Form(), _Form(), _Form(), _Form(), _Form(), _Form()


class Generic:
    """A class with parameters, which are nothing here."""

    def __class_getitem__(cls, _parameters):
        return cls


class Protocol(Generic):
    """Here, a class like any other."""


class IO(Generic):
    """Never made."""


BinaryIO = TextIO = IO


def get_args(form):
    """The arguments of a subscripted form."""
    return getattr(form, "__args__", ())


def get_origin(form):
    """The form that was subscripted, None for anything else."""
    return getattr(form, "__origin__", None)


def cast(_form, value):
    """The value."""
    return value


def overload(function):
    """The function, which another one of that name replaces."""
    return function


class _NamedTuples(type):
    def __new__(cls, name, bases, names):
        if not bases:
            return type.__new__(cls, name, bases, names)
        fields = list(names.get("__annotations__", ()))
        defaults = [names[field] for field in fields if field in names]
        made = namedtuple(name, fields, defaults=defaults, module=names["__module__"])
        for key, value in names.items():
            if key not in fields and key not in ("__annotations__", "__dict__", "__weakref__"):
                setattr(made, key, value)
        return made


class NamedTuple(metaclass=_NamedTuples):
    """A tuple with named fields, which a subclass lists as annotations."""
