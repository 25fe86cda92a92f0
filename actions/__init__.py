"""What can be done, whoever asks: a flow, a link worker, the API, a timer.

A folder for each part of the work, and in it one thing a file: the rule as a plain async function
over a unit of work, and beside it the rasa-sdk action by which a flow asks for it.
`actions.all_actions.ALL` lists those.
"""
