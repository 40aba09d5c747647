"""The agreement that follows from a decision: drafted as a document, signed by the owner and every partner."""
