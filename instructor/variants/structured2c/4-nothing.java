// mistake: repeat
return messages;
