"""Frozen records that cost next to nothing at start-up; for readers and type checkers, dataclasses.

`@dataclass(frozen=True, slots=True)` of the standard library writes and compiles six methods a
class and imports `inspect`: for the records of a turn that takes longer than the turn. The same
decorator here shares the methods among all records, `__init__` too until there are many of a class,
because only then does writing one pay. What it makes is a dataclass to everybody else:
`dataclasses.replace`, `asdict` and `fields` take it.
"""

from typing import TYPE_CHECKING

__all__ = ["asdict", "dataclass", "field", "replace"]

if TYPE_CHECKING:
    from dataclasses import asdict, dataclass, field, replace
else:
    _FEW = 100
    """As many records take as long as compiling an `__init__`."""

    class field:  # noqa: N801 - the standard library's name
        """A default that is made anew for each record."""

        def __init__(self, *, default_factory):
            self.make = default_factory

    def dataclass(*, frozen, slots):  # noqa: ARG001 - the one combination that there is
        """Decorate a class whose annotations are its fields."""
        return _record

    def replace(record, /, **changes):
        """The record with other values in some fields."""
        values = dict(zip(record.__slots__, _values(record), strict=True))
        return type(record)(**{**values, **changes})

    def asdict(record):
        """The record as a dictionary by field; records inside it as well."""
        return {
            name: _plain(value)
            for name, value in zip(record.__slots__, _values(record), strict=True)
        }

    def _plain(value):
        if isinstance(value, tuple):
            return tuple(_plain(item) for item in value)
        return asdict(value) if hasattr(type(value), "_defaults") else value

    def _record(cls):
        names = tuple(cls.__annotations__)
        defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
        left_out = {*defaults, "__dict__", "__weakref__"}
        body = {name: value for name, value in vars(cls).items() if name not in left_out}
        body |= _METHODS | {"__slots__": names, "__match_args__": names, "_defaults": defaults}
        return type(cls)(cls.__name__, cls.__bases__, body)

    def _general(self, *values, **named):
        """Stands for a class's `__init__` while few records are made, or one is made wrongly."""
        cls = type(self)
        cls._made += 1
        given = dict(zip(cls.__slots__, values, strict=False)) | named
        whole = cls._defaults | given
        twice = len(given) != len(values) + len(named)
        if cls._made > _FEW or twice or whole.keys() != set(cls.__slots__):
            cls.__init__ = _init(cls)
            cls.__init__(self, *values, **named)
            return
        for name, value in whole.items():
            object.__setattr__(self, name, value.make() if isinstance(value, field) else value)

    def _init(cls):
        scope, parameters, lines = {}, [], []
        for name in cls.__slots__:
            scope[f"set_{name}"] = vars(cls)[name].__set__
            value = name
            if name in cls._defaults:
                default = scope[f"default_{name}"] = cls._defaults[name]
                parameters.append(f"{name}=default_{name}")
                if isinstance(default, field):
                    value = f"default_{name}.make() if {name} is default_{name} else {name}"
            else:
                parameters.append(name)
            lines.append(f" set_{name}(self, {value})")
        # Only names of fields, from our own code, become code.
        exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines), scope)  # noqa: S102
        return scope["__init__"]

    def _values(self):
        return tuple(getattr(self, name) for name in self.__slots__)

    def _repr(self):
        pairs = zip(self.__slots__, _values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{n}={v!r}' for n, v in pairs)})"

    def _equal(self, other):
        same = other.__class__ is self.__class__
        return _values(self) == _values(other) if same else NotImplemented

    def _hash(self):
        return hash(_values(self))

    def _frozen(_, name, *__):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to or delete field {name!r}")

    def _reduce(self):
        return type(self), _values(self)

    class _Fields:
        """The standard library's own description of a class's fields, made when first asked for."""

        def __get__(self, record, cls):
            import dataclasses

            described = [
                (
                    name,
                    cls.__annotations__[name],
                    dataclasses.field(default_factory=cls._defaults[name].make)
                    if isinstance(cls._defaults.get(name), field)
                    else dataclasses.field(default=cls._defaults.get(name, dataclasses.MISSING)),
                )
                for name in cls.__slots__
            ]
            standard = dataclasses.make_dataclass(cls.__name__, described)
            cls.__dataclass_fields__ = standard.__dataclass_fields__
            return cls.__dataclass_fields__

    _METHODS = {
        "__init__": _general,
        "_made": 0,
        "__repr__": _repr,
        "__eq__": _equal,
        "__hash__": _hash,
        "__setattr__": _frozen,
        "__delattr__": _frozen,
        "__reduce__": _reduce,
        "__dataclass_fields__": _Fields(),
    }
