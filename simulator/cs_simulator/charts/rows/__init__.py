"""The rows of a picture, by what they show."""
