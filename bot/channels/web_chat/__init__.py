"""`/chat/{practice}`: a chat in the browser that leaves no trace in it."""
