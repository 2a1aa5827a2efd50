"""What the commands of `ganmech` do, one file a command, loaded only when the command is run."""
