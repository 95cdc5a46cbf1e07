"""Charts of what happened and will happen: one model, made from a run or from a living world."""
