"""What a command answers that is asked for digits, or a ball, where the project has none."""


def uncertified(digits: int | None, certified: bool, what: str, to_digits: bool = False) -> None:
    """Raises ValueError, in a sentence, if a ball is asked for, or digits where not even these exist."""
    if certified:
        raise ValueError(f"certified is not available for {what}: no ball is known to contain it"
                         + ("; --digits alone gives digits without a certificate" if to_digits else ""))
    if digits is not None and not to_digits:
        raise ValueError(f"digits are not available for {what}: it is computed in double precision")
