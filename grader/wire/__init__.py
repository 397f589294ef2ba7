"""What both sides of the sandbox wall share: frames, codec, messages. Standard library, numpy, msgspec only."""
